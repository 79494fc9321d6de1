using System.Text.Json;
using Chaos.Audit;
using Switchboard.Testing.OfficialClient;

namespace Chaos.Clients;

/// <summary>The official Socket.IO client; it connects again by itself, and joins again where it was not recovered.</summary>
internal sealed class OfficialWire : Wire
{
    private readonly OfficialSocket _socket;
    private Task _joining = Task.CompletedTask;
    private int _connections;

    private OfficialWire(OfficialSocket socket, string sessionId)
        : base("official client", seesAll: true, sessionId) => _socket = socket;

    public override bool HasButtons => true;

    /// <summary>Connects, and creates a session; null if that did not succeed.</summary>
    public static async Task<OfficialWire?> OpenAsync(OfficialClients clients, Uri gateway, string token, string topic)
    {
        var reconnecting = new
        {
            reconnection = true,
            reconnectionDelay = 100,
            reconnectionDelayMax = 1_000,
            timeout = 5_000,
        };
        var socket = clients.Open(gateway, new { token }, options: reconnecting);
        // Events of the session may come before the answer that names it.
        OfficialWire? wire = null;
        var early = new List<OfficialEvent>();
        socket.OnReceived = received =>
        {
            lock (early)
            {
                if (wire is null)
                {
                    early.Add(received);
                }
                else
                {
                    wire.Take(received);
                }
            }
        };
        var created = await AskAsync(socket, "session:create", new { topic });
        if (Payload.Text(created, "sessionId") is not { } sessionId)
        {
            socket.Disconnect();
            return null;
        }

        lock (early)
        {
            wire = new OfficialWire(socket, sessionId);
            early.Where(received => received.Name.Contains(':', StringComparison.Ordinal)).ToList().ForEach(wire.Take);
        }

        return wire;
    }

    public override async Task<Acceptance?> SendAsync(string content, string clientMessageId, CancellationToken cancellationToken)
    {
        var message = new
        {
            sessionId = SessionId,
            content,
            clientMessageId,
        };
        var answer = await AskAsync(_socket, "message:send", message);
        return Payload.Text(answer, "replyId") is { } replyId ? new Acceptance(Payload.Text(answer, "messageId"), replyId, content) : null;
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        _socket.Emit("message:cancel", new { sessionId = SessionId });
        return Task.CompletedTask;
    }

    public override async Task<ButtonAnswer?> AnswerAsync(string approvalId, bool approved, CancellationToken cancellationToken)
    {
        var press = new
        {
            sessionId = SessionId,
            approvalId,
            approved,
        };
        var answer = await AskAsync(_socket, "approval:respond", press);
        return Payload.Text(answer, "replyId") is { } replyId ? new ButtonAnswer(replyId)
            : Payload.Text(Payload.Member(answer, "error"), "code") == "APPROVAL_NOT_PENDING" ? new ButtonAnswer(null)
            : null;
    }

    public override void Cut() => _socket.Cut();

    public override async ValueTask DisposeAsync()
    {
        _socket.Disconnect();
        _socket.OnReceived = null;
        await _joining;
    }

    private void Take(OfficialEvent received)
    {
        if (received.Name == "connect")
        {
            Interlocked.Increment(ref _connections);
            if (Payload.Member(received.Argument, "recovered").ValueKind != JsonValueKind.True)
            {
                _joining = JoinAsync(_connections, _joining);
            }

            Seen.Add(new Seen(received.Name));
        }
        else if (Payload.Text(received.Argument, "sessionId") is not { } session || session == SessionId)
        {
            Seen.Add(Payload.Read(received.Name, received.Argument));
        }
    }

    /// <summary>Insists: a gateway whose stores are away refuses, and says that the same may be asked again.</summary>
    private async Task JoinAsync(int connection, Task before)
    {
        await before;
        while (
            connection == Volatile.Read(ref _connections)
            && _socket.OnReceived is not null
            && Payload.Text(await AskAsync(_socket, "session:join", new { sessionId = SessionId, afterSeq = Seen.Last }), "sessionId")
                is null
        )
        {
            await Task.Delay(Pause);
        }
    }

    private static async Task<JsonElement> AskAsync(OfficialSocket socket, string name, object payload)
    {
        try
        {
            return await socket.AskAsync(name, payload);
        }
        catch (TimeoutException)
        {
            return default;
        }
    }
}
