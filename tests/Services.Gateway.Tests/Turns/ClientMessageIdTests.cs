using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Turns;

public sealed class ClientMessageIdTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    [Fact]
    public async Task Send_TheSameIdByTwoMembers_IsTwoMessages()
    {
        var owner = await ConnectAsync(GatewayHost.NewCustomer());
        var session = await CreateSessionAsync(owner);
        var staff = await ConnectAsync(GatewayHost.NewOperator());
        await staff.AskAsync("session:join", new { sessionId = session.ToString() });

        var first = await owner.AskAsync(
            "message:send",
            new
            {
                sessionId = session.ToString(),
                content = "One",
                clientMessageId = "1",
            }
        );
        var second = await staff.AskAsync(
            "message:send",
            new
            {
                sessionId = session.ToString(),
                content = "Two",
                clientMessageId = "1",
            }
        );

        Assert.NotEqual(first.GetProperty("messageId").GetString(), second.GetProperty("messageId").GetString());
        await owner.WaitForAsync("message:user", said => said.GetProperty("content").GetString() == "Two");
        await Worker.WaitForTurnAsync(session, 2);
    }
}
