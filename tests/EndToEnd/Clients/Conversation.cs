using System.Text.Json;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;

namespace EndToEnd.Clients;

/// <summary>A session of the session dialect, over the official client.</summary>
internal sealed class Conversation
{
    private static readonly string[] Endings = ["message:complete", "message:error", "message:blocked"];

    private Conversation(OfficialSocket socket, string sessionId)
    {
        Socket = socket;
        SessionId = sessionId;
    }

    public OfficialSocket Socket { get; }

    public string SessionId { get; }

    /// <summary>Connects and creates a session.</summary>
    public static async Task<Conversation> StartAsync(OfficialClients clients, PlatformFixture platform, Customer customer) =>
        await StartAsync(await ConnectAsync(clients, platform, customer));

    /// <summary>Connects; where that was done too often in a minute, as soon as the gateway allows it again.</summary>
    public static Task<OfficialSocket> ConnectAsync(OfficialClients clients, PlatformFixture platform, Customer customer) =>
        ConnectAsync(clients, platform.Gateway, customer);

    /// <summary>Connects to one of the gateways, or to what stands before them.</summary>
    public static async Task<OfficialSocket> ConnectAsync(OfficialClients clients, Uri gateway, Customer customer, object? options = null)
    {
        for (var refusals = 0; ; refusals++)
        {
            var socket = clients.Open(gateway, new { token = customer.Token }, options: options);
            var refused = socket.WaitForAsync("connect_error");
            if (await Task.WhenAny(socket.ConnectedAsync(), refused) != refused)
            {
                return socket;
            }

            var error = await refused;
            Assert.True(
                refusals < 2 && error.GetProperty("message").GetString() == "RATE_LIMIT_EXCEEDED",
                $"The connection was refused: {error}"
            );
            await Task.Delay(
                TimeSpan.FromMilliseconds(error.GetProperty("data").GetProperty("retryAfterMs").GetDouble()),
                TestContext.Current.CancellationToken
            );
        }
    }

    /// <summary>Creates another session on the same connection.</summary>
    public Task<Conversation> StartAnotherAsync() => StartAsync(Socket);

    /// <summary>Creates a session.</summary>
    public static async Task<Conversation> StartAsync(OfficialSocket socket)
    {
        var created = await socket.AskAsync("session:create", new { topic = "End to end" });
        return new Conversation(socket, created.GetProperty("sessionId").GetString()!);
    }

    /// <summary>Joins the session in another tab.</summary>
    public async Task<Conversation> JoinAsync(OfficialSocket socket)
    {
        await socket.AskAsync("session:join", new { sessionId = SessionId });
        return new Conversation(socket, SessionId);
    }

    /// <summary>Sends a message with an acknowledgement callback.</summary>
    public async Task<Acknowledgement> SendAsync(string content, string? clientMessageId = null)
    {
        clientMessageId ??= Guid.NewGuid().ToString();
        var answer = await Socket.AskAsync(
            "message:send",
            new
            {
                sessionId = SessionId,
                content,
                mode = "text",
                clientMessageId,
            }
        );
        Assert.False(answer.TryGetProperty("error", out var error), $"message:send was refused: {error}");
        return new Acknowledgement(answer.GetProperty("messageId").GetString()!, answer.GetProperty("replyId").GetString()!);
    }

    /// <summary>Sends a message and waits for the whole reply.</summary>
    public async Task<JsonElement> AskAsync(string content) => await ReplyAsync((await SendAsync(content)).ReplyId);

    /// <summary>The <c>message:complete</c> of a reply.</summary>
    public Task<JsonElement> ReplyAsync(string replyId) => Socket.WaitForAsync("message:complete", IsAbout(replyId));

    /// <summary>The first piece of a reply.</summary>
    public Task<JsonElement> ChunkAsync(string replyId) => Socket.WaitForAsync("message:chunk", IsAbout(replyId));

    /// <summary>True while there is a beginning of the reply but no end.</summary>
    public bool IsHalfway(string replyId) => Of("message:chunk", replyId).Count > 0 && !Endings.Any(name => Of(name, replyId).Count > 0);

    /// <summary>
    /// How a reply ended: <c>message:complete</c>, <c>message:error</c> or <c>message:blocked</c>. Waits for as long as it may take to
    /// replace a worker.
    /// </summary>
    public async Task<string> EndingAsync(string replyId)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            if (Endings.FirstOrDefault(name => Of(name, replyId).Count > 0) is { } ending)
            {
                return ending;
            }

            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Asks for an order to be cancelled; the approval that the platform wants.</summary>
    public async Task<string> RequestCancellationAsync(string orderId)
    {
        var reply = await AskAsync($"Please cancel my order {orderId}, I no longer need it.");
        var approval = await Socket.WaitForAsync("approval:requested", IsAbout(reply.GetProperty("messageId").GetString()!));
        Assert.Equal("cancel_pending_order", approval.GetProperty("tool").GetString());
        Assert.Equal(orderId, approval.GetProperty("arguments").GetProperty("order_id").GetString());
        return approval.GetProperty("approvalId").GetString()!;
    }

    /// <summary>Answers an approval; returns the reply's id once the answer counts.</summary>
    public async Task<string> AnswerAsync(string approvalId, bool approved)
    {
        var answer = await Socket.AskAsync(
            "approval:respond",
            new
            {
                sessionId = SessionId,
                approvalId,
                approved,
            }
        );
        await Socket.WaitForAsync("approval:resolved", payload => payload.GetProperty("approvalId").GetString() == approvalId);
        return answer.GetProperty("replyId").GetString()!;
    }

    /// <summary>The events of one reply so far.</summary>
    public IReadOnlyList<JsonElement> Of(string name, string replyId) =>
        [
            .. Socket
                .Events.Where(received => received.Name == name && IsAbout(replyId)(received.Argument))
                .Select(received => received.Argument),
        ];

    /// <summary>Asserts that what was streamed of a reply is what it came to, each piece once and in order.</summary>
    public void AssertStreamedOnce(JsonElement complete)
    {
        var replyId = complete.GetProperty("messageId").GetString()!;
        var chunks = Of("message:chunk", replyId);
        Assert.Equal(Enumerable.Range(0, chunks.Count), chunks.Select(chunk => chunk.GetProperty("chunkIndex").GetInt32()));
        Assert.Equal(
            complete.GetProperty("content").GetString(),
            string.Concat(chunks.Select(chunk => chunk.GetProperty("content").GetString()))
        );
        Assert.Single(Of("message:complete", replyId));
    }

    private static Func<JsonElement, bool> IsAbout(string replyId) =>
        payload => payload.TryGetProperty("messageId", out var id) && id.GetString() == replyId;
}

/// <summary>What the platform promised.</summary>
internal sealed record Acknowledgement(string MessageId, string ReplyId);
