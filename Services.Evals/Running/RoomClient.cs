using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Services.Evals.Running;

/// <summary>One user in one room over <c>/ws/{room}?stream=true</c>. One message at a time.</summary>
internal sealed class RoomClient : IAsyncDisposable
{
    private const int MaxFrameBytes = 1024 * 1024;
    private const int Attempts = 4;
    private const int ConnectionAttempts = 8;
    private static readonly TimeSpan ConnectionWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReplyTimeout = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(65);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(2);

    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly ClientWebSocket _socket;

    private RoomClient(ClientWebSocket socket) => _socket = socket;

    /// <summary>Connects; waits when the platform limits connections.</summary>
    public static async Task<RoomClient> ConnectAsync(
        PlatformClient platform,
        string user,
        string room,
        CancellationToken cancellationToken
    )
    {
        var token = await platform.TokenAsync(user, cancellationToken);
        var address = new UriBuilder(new Uri(platform.Gateway, $"ws/{room}?stream=true"))
        {
            Scheme = platform.Gateway.Scheme == "https" ? "wss" : "ws",
        }.Uri;
        for (var attempt = 1; ; attempt++)
        {
            var socket = new ClientWebSocket();
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
            socket.Options.CollectHttpResponseDetails = true;
            try
            {
                await socket.ConnectAsync(address, cancellationToken);
                return new RoomClient(socket);
            }
            catch (WebSocketException e)
            {
                var limited = socket.HttpStatusCode == HttpStatusCode.TooManyRequests;
                socket.Dispose();
                if (!limited || attempt == ConnectionAttempts)
                {
                    throw new PlatformUnavailableException($"No connection to {address}: {e.Message}", e);
                }

                await Task.Delay(ConnectionWait, cancellationToken);
            }
        }
    }

    /// <summary>Sends a message and reads until its reply has ended.</summary>
    public async Task<Reply> AskAsync(string content, CancellationToken cancellationToken)
    {
        var clientMessageId = Guid.CreateVersion7().ToString();
        for (var attempt = 1; ; attempt++)
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(ReplyTimeout);
            try
            {
                await SendAsync(content, clientMessageId, timeout.Token);
                var (reply, retryAfter) = await ReceiveReplyAsync(timeout.Token);
                if (retryAfter is not { } wait || attempt == Attempts)
                {
                    return reply;
                }

                await Task.Delay(
                    wait < ShortestWait ? ShortestWait
                        : wait > LongestWait ? LongestWait
                        : wait,
                    cancellationToken
                );
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return new Reply { Error = $"no reply within {ReplyTimeout.TotalSeconds:0} s", ElapsedMs = ReplyTimeout.TotalMilliseconds };
            }
            catch (WebSocketException e)
            {
                return new Reply { Error = $"connection lost: {e.Message}" };
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var timeout = new CancellationTokenSource(ShortestWait);
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, timeout.Token);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // It is closed already, or will be by disposing it.
        }

        _socket.Dispose();
    }

    private async Task SendAsync(string content, string clientMessageId, CancellationToken cancellationToken)
    {
        var frame = new Dictionary<string, string>
        {
            ["type"] = "message",
            ["content"] = content,
            ["clientMessageId"] = clientMessageId,
        };
        var bytes = JsonSerializer.SerializeToUtf8Bytes(frame, ClientJson.Default.DictionaryStringString);
        await _socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
    }

    private async Task<(Reply Reply, TimeSpan? RetryAfter)> ReceiveReplyAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var streamed = new StringBuilder();
        double? firstToken = null;
        while (true)
        {
            var frame = await ReceiveAsync(cancellationToken);
            switch (frame.Text("type"))
            {
                case "ai_chunk":
                    firstToken ??= Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                    streamed.Append(frame.Text("content"));
                    break;
                case "ai_response":
                    return (Response(frame, streamed.ToString()) with { FirstTokenMs = firstToken, ElapsedMs = Elapsed() }, null);
                case "error":
                    return (
                        Failure(frame) with
                        {
                            Streamed = streamed.ToString(),
                            FirstTokenMs = firstToken,
                            ElapsedMs = Elapsed(),
                        },
                        RetryAfter(frame)
                    );
            }
        }

        double Elapsed() => Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static Reply Response(JsonElement frame, string streamed)
    {
        var metadata = frame.Member("metadata");
        return new Reply
        {
            Content = frame.Text("content") ?? "",
            Streamed = streamed,
            MessageId = frame.Text("messageId"),
            Agent = metadata.Text("agent"),
            Route = metadata.Text("route"),
            TraceId = metadata.Text("traceId"),
            ApprovalId = metadata.Text("approvalId"),
            Tools =
            [
                .. metadata
                    .Member("citations")
                    .Entries()
                    .Where(static c => c.Text("kind") == "tool")
                    .Select(static c => c.Text("source"))
                    .OfType<string>(),
            ],
            Scores = frame.Member("evaluation").Member("scores").Numbers(),
        };
    }

    private static Reply Failure(JsonElement frame) =>
        frame.Text("reason") is { } reason
            ? new Reply
            {
                BlockReason = reason,
                BlockCategories = [.. frame.Member("categories").Entries().Select(static c => c.GetString()!)],
                MessageId = frame.Text("messageId"),
            }
            : new Reply { Error = $"{frame.Text("code")}: {frame.Text("content")}", MessageId = frame.Text("messageId") };

    private static TimeSpan? RetryAfter(JsonElement frame) =>
        frame.Text("code") == Contracts.ErrorCodes.RateLimitExceeded
        && frame.Member("retryAfterMs") is { ValueKind: JsonValueKind.Number } wait
            ? TimeSpan.FromMilliseconds(wait.GetDouble())
            : null;

    private async Task<JsonElement> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer, cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close || message.Length + part.Count > MaxFrameBytes)
            {
                throw new WebSocketException($"closed by the platform ({_socket.CloseStatusDescription})");
            }

            message.Write(_buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                using var document = JsonDocument.Parse(message.GetBuffer().AsMemory(0, (int)message.Length));
                return document.RootElement.Clone();
            }
        }
    }
}
