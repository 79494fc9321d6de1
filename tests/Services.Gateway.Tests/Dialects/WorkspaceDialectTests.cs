using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Dialects;

public sealed class WorkspaceDialectTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    [Fact]
    public async Task Chat_WithoutASession_MakesOneAndStreamsTheReply()
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());
        var connected = await socket.WaitForAsync("connected");

        socket.Emit(
            "chat_message",
            new
            {
                message = "Where is my order?",
                workspace_id = "w1",
                rag_type = "graph",
            }
        );

        var complete = await socket.WaitForAsync("chat_complete");
        var chunks = socket.Events.Where(e => e.Name == "chat_chunk").Select(e => e.Argument).ToList();
        Assert.Equal(3, chunks.Count);
        Assert.Equal(
            complete.GetProperty("full_response").GetString(),
            string.Concat(chunks.Select(chunk => chunk.GetProperty("chunk").GetString()))
        );
        Assert.All(
            chunks,
            chunk => Assert.Equal(complete.GetProperty("session_id").GetString(), chunk.GetProperty("session_id").GetString())
        );
        Assert.True(SessionId.TryParse(complete.GetProperty("session_id").GetString(), out _));
        Assert.True(MessageId.TryParse(complete.GetProperty("message_id").GetString(), out _));
        Assert.True(complete.GetProperty("timestamp").GetInt64() > 0);
        Assert.NotEmpty(connected.GetProperty("message").GetString()!);
        Assert.Equal(DateTimeKind.Utc, connected.GetProperty("timestamp").GetDateTime().Kind);
    }

    [Fact]
    public async Task Chat_InASession_IsSeenInEveryDialect()
    {
        var customer = GatewayHost.NewCustomer();
        var canonical = await ConnectAsync(customer);
        var session = await CreateSessionAsync(canonical);
        var rooms = await ConnectAsync(customer);
        await rooms.AskAsync("join_room", session.ToString());
        using var web = await Gateway.EnterAsync(customer, session.ToString());
        var workspace = await ConnectAsync(customer);

        var answer = await workspace.AskAsync("chat_message", new { message = "Where is my order?", session_id = session.ToString() });

        Assert.Equal(session.ToString(), answer.GetProperty("session_id").GetString());
        Assert.Equal("Your order is on its way.", (await workspace.WaitForAsync("chat_complete")).GetProperty("full_response").GetString());
        Assert.Equal("Your order is on its way.", (await canonical.WaitForAsync("message:complete")).GetProperty("content").GetString());
        Assert.Equal("Your order is on its way.", (await web.WaitForAsync("ai_response")).GetProperty("content").GetString());
        await rooms.WaitForAsync("new_message", message => message.GetProperty("content").GetString() == "Where is my order?");
        await rooms.WaitForAsync("new_message", message => message.GetProperty("isAi").GetBoolean());
        // Alerts, of which another test may send one meanwhile, go to the clients of every dialect.
        Assert.DoesNotContain(
            workspace.Events,
            e => (e.Name.Contains(':', StringComparison.Ordinal) && e.Name != "system:alert") || e.Name == "new_message"
        );
        Assert.DoesNotContain(canonical.Events, e => e.Name.StartsWith("chat_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Chat_TheSameMessageAgain_RunsOnceInOneSession()
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());
        var message = new { message = "Cancel it", client_message_id = "c1" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => socket.AskAsync("chat_message", message)));
        await socket.WaitForAsync("chat_complete");

        Assert.Single(answers.Select(answer => answer.GetRawText()).Distinct());
        Assert.True(SessionId.TryParse(answers[0].GetProperty("session_id").GetString(), out var session));
        Assert.Single(Worker.TurnsOf(session));
    }

    [Fact]
    public async Task Cancel_WithoutAnArgument_StopsTheReplyOfTheLastMessage()
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());
        var answer = await socket.AskAsync("chat_message", new { message = TestWorker.Unanswered });

        var cancelled = await socket.AskAsync("cancel_message");

        Assert.Equal(answer.GetProperty("session_id").GetString(), cancelled.GetProperty("session_id").GetString());
    }

    [Fact]
    public async Task Reply_ThatFails_IsAChatError()
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());
        var answer = await socket.AskAsync("chat_message", new { message = TestWorker.Unanswered });
        Assert.True(SessionId.TryParse(answer.GetProperty("session_id").GetString(), out var session));

        await Gateway.Log.AppendAsync(
            session,
            [
                new MessageError
                {
                    SessionId = session,
                    Timestamp = 7,
                    Message = "No model answers.",
                    Error = "AGENT_UNAVAILABLE",
                },
            ],
            CancellationToken.None
        );

        var error = await socket.WaitForAsync("chat_error");
        Assert.Equal("No model answers.", error.GetProperty("message").GetString());
        Assert.Equal("llm_error", error.GetProperty("error_type").GetString());
        Assert.Equal(session.ToString(), error.GetProperty("session_id").GetString());
        Assert.Equal(7, error.GetProperty("timestamp").GetInt64());
    }

    [Theory]
    [InlineData("""{ "message": "" }""")]
    [InlineData("""{ "message": "x", "rag_type": "other" }""")]
    [InlineData("""{ "message": "x", "workspace_id": "" }""")]
    [InlineData("""{ "message": "x", "session_id": "no-uuid" }""")]
    [InlineData("""{ "message": "x", "client_message_id": "" }""")]
    [InlineData("""{ "message": 5 }""")]
    [InlineData("\"text\"")]
    public async Task Chat_WithAPayloadThatIsNone_IsAnError(string payload)
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());

        Assert.Equal("INVALID_DATA", Code(await socket.AskAsync("chat_message", new RawJson(payload))));

        var error = await socket.WaitForAsync("error");
        Assert.Equal("server_error", error.GetProperty("error_type").GetString());
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
    }

    [Fact]
    public async Task Chat_InAnotherCustomersSession_IsDenied()
    {
        var owner = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(owner);
        var stranger = await ConnectAsync(GatewayHost.NewCustomer());

        Assert.Equal(
            "SESSION_ACCESS_DENIED",
            Code(await stranger.AskAsync("chat_message", new { message = "Mine!", session_id = session.ToString() }))
        );
        Assert.Equal("SESSION_NOT_FOUND", Code(await stranger.AskAsync("cancel_message")));
        Assert.Empty(Worker.TurnsOf(session));
    }
}
