using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Dialects;

/// <summary>What the session dialect refuses because of what was sent, without changing anything.</summary>
public sealed class SessionDialectValidationTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    public async Task Send_WithoutContent_IsInvalid(string? content) => await AssertInvalidAsync(content);

    [Fact]
    public async Task Send_SixThousandCharacters_IsInvalidAndChangesNothing() => await AssertInvalidAsync(new string('x', 6_000));

    [Fact]
    public async Task Send_FiveThousandCharacters_IsAccepted()
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(socket);

        var ack = await socket.AskAsync("message:send", new { sessionId = session.ToString(), content = new string('ü', 5_000) });

        Assert.True(ack.TryGetProperty("messageId", out _), ack.GetRawText());
    }

    [Theory]
    [InlineData("message:send", "no-uuid", "INVALID_DATA")]
    [InlineData("session:join", "no-uuid", "INVALID_DATA")]
    [InlineData("session:join", "00000000-0000-0000-0000-000000000000", "SESSION_NOT_FOUND")]
    [InlineData("message:send", "00000000-0000-0000-0000-000000000000", "SESSION_NOT_FOUND")]
    public async Task Event_OnASessionThatIsNone_SaysSo(string name, string sessionId, string expected)
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());

        Assert.Equal(expected, Code(await socket.AskAsync(name, new { sessionId, content = "x" })));
    }

    [Theory]
    [InlineData("text")]
    [InlineData(5)]
    [InlineData(true)]
    public async Task Event_WithAPayloadThatIsNoObject_IsInvalid(object payload)
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());

        foreach (
            var name in (string[])
                [
                    "session:create",
                    "session:join",
                    "session:leave",
                    "session:end",
                    "message:send",
                    "message:cancel",
                    "typing:start",
                    "approval:respond",
                ]
        )
        {
            Assert.Equal("INVALID_DATA", Code(await socket.AskAsync(name, payload)));
        }
    }

    [Theory]
    [InlineData("message:send", """{ "sessionId": "$", "content": "a\u0000b" }""")]
    [InlineData("message:send", """{ "sessionId": "$", "content": "a\ud800b" }""")]
    [InlineData("message:send", """{ "sessionId": "$", "content": "a", "clientMessageId": "\u0000" }""")]
    [InlineData("message:send", """{ "sessionId": "$", "content": "a", "clientMessageId": "\ud800" }""")]
    [InlineData("message:send", """{ "sessionId": "\udc00", "content": "a" }""")]
    [InlineData("message:send", """{ "sessionId": "$", "content": 5 }""")]
    [InlineData("session:join", """{ "sessionId": "$", "afterSeq": "3" }""")]
    [InlineData("session:join", """{ "sessionId": "$", "afterSeq": 1.5 }""")]
    [InlineData("session:join", """{ "sessionId": "$", "afterSeq": true }""")]
    [InlineData("typing:start", """{ "sessionId": "\udc00" }""")]
    [InlineData("session:create", """{ "topic": "a\u0000b" }""")]
    [InlineData("session:create", """{ "topic": "a", "metadata": { "a": ["\u0000"] } }""")]
    [InlineData("session:create", """{ "topic": "a", "metadata": { "\ud800": 1 } }""")]
    [InlineData("approval:respond", """{ "sessionId": "$", "approvalId": "$", "approved": false, "reason": "\u0000" }""")]
    public async Task Event_WithAMemberThatIsNone_IsInvalidAndChangesNothing(string name, string payload)
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(socket);

        var answer = await socket.AskAsync(name, new RawJson(payload.Replace("$", session.ToString(), StringComparison.Ordinal)));

        Assert.Equal("INVALID_DATA", Code(answer));
        Assert.Equal("INVALID_DATA", (await socket.WaitForAsync("error")).GetProperty("code").GetString());
        Assert.Empty(Worker.TurnsOf(session));
        Assert.Empty(Sequence(socket));
    }

    [Fact]
    public async Task Event_ThatIsNotServed_GetsAnError()
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());

        Assert.Equal("INVALID_DATA", Code(await socket.AskAsync("no:such:event", new { sessionId = Guid.NewGuid() })));
        await socket.WaitForAsync("error");
    }

    private async Task AssertInvalidAsync(string? content)
    {
        var socket = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(socket);

        var answer = await socket.AskAsync(
            "message:send",
            new
            {
                sessionId = session.ToString(),
                content,
                clientMessageId = "bad",
            }
        );

        Assert.Equal("INVALID_DATA", Code(answer));
        Assert.Equal("bad", (await socket.WaitForAsync("error")).GetProperty("clientMessageId").GetString());
        Assert.Empty(Worker.TurnsOf(session));
        Assert.Empty(Sequence(socket));
    }
}
