using System.Text.Json;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Calls;

public sealed class CallTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private readonly Caller _owner = GatewayHost.NewCustomer();
    private readonly Caller _staff = GatewayHost.NewOperator();

    [Fact]
    public async Task Call_OverTwoGateways_IsAgreedOn()
    {
        await using var other = await Fixture.StartGatewayAsync();
        var owner = await ConnectAsync(_owner);
        var session = await CreateSessionAsync(owner);
        var id = session.ToString();
        var staff = await JoinAsync(_staff, other, session);

        owner.Emit(
            "webrtc:offer",
            new
            {
                sessionId = id,
                offer = new { type = "offer", sdp = "v=0" },
                secret = "not relayed",
            }
        );
        var offer = await staff.WaitForAsync("webrtc:offer");
        staff.Emit(
            "webrtc:answer",
            new
            {
                sessionId = id,
                answer = new { sdp = "v=0" },
                to = offer.GetProperty("from").GetString(),
            }
        );
        var answer = await owner.WaitForAsync("webrtc:answer");
        owner.Emit(
            "webrtc:ice-candidate",
            new
            {
                sessionId = id,
                candidate = new { candidate = "c" },
                to = answer.GetProperty("fromSocketId").GetString(),
            }
        );
        var candidate = await staff.WaitForAsync("webrtc:ice-candidate");
        owner.Emit("webrtc:hangup", new { sessionId = id });
        await staff.WaitForAsync("webrtc:hangup");

        Assert.Equal(
            (_owner.UserId, "v=0", id),
            (
                offer.GetProperty("from").GetString(),
                offer.GetProperty("offer").GetProperty("sdp").GetString(),
                offer.GetProperty("sessionId").GetString()
            )
        );
        Assert.False(offer.TryGetProperty("secret", out _));
        Assert.Equal(_staff.UserId, answer.GetProperty("from").GetString());
        Assert.Equal("c", candidate.GetProperty("candidate").GetProperty("candidate").GetString());
        Assert.DoesNotContain(owner.Events, e => e.Name is "webrtc:offer" or "webrtc:hangup");
    }

    [Fact]
    public async Task Call_ForOneMember_ReachesNoOtherAndNoOutsider()
    {
        var owner = await ConnectAsync(_owner);
        var session = await CreateSessionAsync(owner);
        var meant = await JoinAsync(_staff, Gateway, session);
        var notMeant = await JoinAsync(GatewayHost.NewOperator(), Gateway, session);
        var outsider = await ConnectAsync(GatewayHost.NewOperator());

        await owner.AskAsync(
            "webrtc:offer",
            new
            {
                sessionId = session.ToString(),
                offer = "1",
                to = _staff.UserId,
            }
        );
        await owner.AskAsync("webrtc:hangup", new { sessionId = session.ToString() });

        await meant.WaitForAsync("webrtc:offer");
        await notMeant.WaitForAsync("webrtc:hangup");
        Assert.DoesNotContain(notMeant.Events, e => e.Name == "webrtc:offer");
        Assert.Equal("INVALID_DATA", Code(await outsider.AskAsync("no:such:event", new { })));
        Assert.DoesNotContain(outsider.Events, e => e.Name.StartsWith("webrtc:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_BySomebodyWhoHasNotJoined_IsDenied()
    {
        var owner = await ConnectAsync(_owner);
        var session = await CreateSessionAsync(owner);
        var outsider = await ConnectAsync(GatewayHost.NewCustomer());

        Assert.Equal(
            "SESSION_ACCESS_DENIED",
            Code(await outsider.AskAsync("webrtc:offer", new { sessionId = session.ToString(), offer = "1" }))
        );
        Assert.DoesNotContain(owner.Events, e => e.Name == "webrtc:offer");
    }

    [Theory]
    [InlineData("webrtc:offer", """{ "sessionId": "$" }""", "INVALID_DATA")]
    [InlineData("webrtc:offer", """{ "sessionId": "$", "offer": null }""", "INVALID_DATA")]
    [InlineData("webrtc:offer", """{ "sessionId": "no-uuid", "offer": 1 }""", "INVALID_DATA")]
    [InlineData("webrtc:offer", """{ "sessionId": "$", "offer": 1, "to": "" }""", "INVALID_DATA")]
    [InlineData("webrtc:answer", """{ "sessionId": "$", "answer": 1 }""", "INVALID_DATA")]
    public async Task Call_WithAPayloadThatIsNone_IsInvalid(string name, string payload, string expected)
    {
        var owner = await ConnectAsync(_owner);
        var session = await CreateSessionAsync(owner);

        Assert.Equal(
            expected,
            Code(await owner.AskAsync(name, new RawJson(payload.Replace("$", session.ToString(), StringComparison.Ordinal))))
        );
    }

    [Fact]
    public async Task Call_LargerThanAllowed_IsRefused()
    {
        var owner = await ConnectAsync(_owner);
        var session = await CreateSessionAsync(owner);

        JsonElement answer = await owner.AskAsync("webrtc:offer", new { sessionId = session.ToString(), offer = new string('x', 70_000) });

        Assert.Equal("PAYLOAD_TOO_LARGE", Code(answer));
    }

    private async Task<OfficialSocket> JoinAsync(Caller caller, GatewayHost gateway, SessionId session)
    {
        var socket = await Fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(caller) }).ConnectedAsync();
        await socket.AskAsync("session:join", new { sessionId = session.ToString() });
        return socket;
    }
}
