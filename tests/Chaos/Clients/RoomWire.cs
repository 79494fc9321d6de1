using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Chaos.Audit;

namespace Chaos.Clients;

/// <summary>A plain WebSocket at <c>/ws/{id}</c>; a connection that does not answer a ping is given up.</summary>
internal sealed class RoomWire : ReconnectingWire
{
    private const string Lost = "lost";

    // Aspire's balancer hands connections to a gateway that has just died, and says nothing; another try may come to the other one.
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PingPatience = TimeSpan.FromSeconds(8);

    private readonly Func<Uri> _gateway;
    private readonly string _room;
    private readonly string _token;
    private readonly SemaphoreSlim _sending = new(1);
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ClientWebSocket? _socket;
    private long _heardAt;

    private RoomWire(Func<Uri> gateway, string room, string token, string sessionId)
        : base("WebSocket", seesAll: false, sessionId) => (_gateway, _room, _token) = (gateway, room, token);

    /// <summary>Connected for the first time.</summary>
    public Task Connected => _connected.Task;

    /// <summary>Begins to connect.</summary>
    /// <param name="gateway">Where, asked anew for every connection.</param>
    /// <param name="room">A session's id, or a name for a session of its own.</param>
    /// <param name="token">Whose.</param>
    /// <param name="sessionId">The session's id, or the name.</param>
    public static RoomWire Open(Func<Uri> gateway, string room, string token, string sessionId)
    {
        var wire = new RoomWire(gateway, room, token, sessionId);
        wire.Start();
        return wire;
    }

    public override async Task<Acceptance?> SendAsync(string content, string clientMessageId, CancellationToken cancellationToken)
    {
        var before = Seen.All.Count;
        var frame = new
        {
            type = "message",
            content,
            clientMessageId,
        };
        if (!await TrySendAsync(frame, cancellationToken))
        {
            await Task.Delay(Pause, cancellationToken);
            return null;
        }

        // What was sent on a connection that is lost is sent again on the next.
        var ack = await Seen.FindAsync(
            seen =>
                (seen.Name == "ack" && seen.ClientMessageId == clientMessageId) || (seen.Name is "error" or Lost && IsSince(seen, before)),
            AnswerPatience,
            cancellationToken
        );
        return ack is { Name: "ack", ReplyTo: { } replyId } ? new Acceptance(ack.MessageId, replyId, content) : null;
    }

    public override async Task StopAsync(CancellationToken cancellationToken) =>
        await TrySendAsync(new { type = "cancel" }, cancellationToken);

    protected override async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {_token}");
        // Nothing yet is everything.
        var address = new UriBuilder(_gateway())
        {
            Scheme = "ws",
            Path = $"/ws/{_room}",
            Query = string.Create(CultureInfo.InvariantCulture, $"stream=true&after={Seen.Last}"),
        }.Uri;
        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            patience.CancelAfter(ConnectPatience);
            await socket.ConnectAsync(address, patience.Token);
        }

        Volatile.Write(ref _socket, socket);
        _connected.TrySetResult();
        using var life = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pings = PingAsync(life);
        try
        {
            await ReceiveFramesAsync(socket, life.Token);
        }
        finally
        {
            Volatile.Write(ref _socket, null);
            Seen.Add(new Seen(Lost));
            await life.CancelAsync();
            await pings.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReceiveFramesAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        using var whole = new MemoryStream();
        while (await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken) is { MessageType: not WebSocketMessageType.Close } part)
        {
            Volatile.Write(ref _heardAt, TimeProvider.System.GetTimestamp());
            whole.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                Seen.Add(Payload.ReadFrame(JsonSerializer.Deserialize<JsonElement>(whole.ToArray())));
                whole.SetLength(0);
            }
        }
    }

    private async Task PingAsync(CancellationTokenSource life)
    {
        Volatile.Write(ref _heardAt, TimeProvider.System.GetTimestamp());
        while (!life.IsCancellationRequested)
        {
            await TrySendAsync(new { type = "ping" }, life.Token);
            await Task.Delay(PingInterval, life.Token);
            if (TimeProvider.System.GetElapsedTime(Volatile.Read(ref _heardAt)) > PingPatience)
            {
                await life.CancelAsync();
            }
        }
    }

    private async Task<bool> TrySendAsync(object frame, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            if (Volatile.Read(ref _socket) is not { State: WebSocketState.Open } socket)
            {
                return false;
            }

            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(AnswerPatience);
            await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(frame).AsMemory(), WebSocketMessageType.Text, true, patience.Token);
            return true;
        }
        catch (Exception lost)
            when (lost is WebSocketException or ObjectDisposedException or OperationCanceledException
                && !cancellationToken.IsCancellationRequested
            )
        {
            return false;
        }
        finally
        {
            _sending.Release();
        }
    }

    private bool IsSince(Seen seen, int before) => Seen.All.Skip(before).Any(later => ReferenceEquals(later, seen));
}
