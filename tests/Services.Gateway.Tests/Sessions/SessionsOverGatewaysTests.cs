using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Conversations.Sessions;
using Services.Gateway.Errors;
using Services.Gateway.Sessions;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using Services.Gateway.Turns;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Sessions;

/// <summary>A session is the same on every gateway.</summary>
public sealed class SessionsOverGatewaysTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private readonly Caller _customer = GatewayHost.NewCustomer();

    [Fact]
    public async Task Reply_ToAMessageSentElsewhere_ReachesMembersOnEveryGateway()
    {
        await using var other = await Fixture.StartGatewayAsync();
        var (session, here, there) = await ConnectBothAsync(other);
        await there.AskAsync("session:join", new { sessionId = session.ToString() });

        await there.AskAsync("message:send", new { sessionId = session.ToString(), content = "Where is my order?" });

        foreach (var socket in new[] { here, there })
        {
            await socket.WaitForAsync("message:complete");
            Assert.Equal(
                [0, 1, 2],
                socket.Events.Where(e => e.Name == "message:chunk").Select(e => e.Argument.GetProperty("chunkIndex").GetInt32())
            );
            Assert.Single(socket.Events, e => e.Name == "message:user");
        }
    }

    [Fact]
    public async Task End_OnOneGateway_ClosesTheSessionOnTheOthers()
    {
        await using var other = await Fixture.StartGatewayAsync();
        var (session, here, there) = await ConnectBothAsync(other);
        await there.AskAsync("session:join", new { sessionId = session.ToString() });

        here.Emit("session:end", new { sessionId = session.ToString() });
        await there.WaitForAsync("session:ended");
        var refused = await there.AskAsync("message:send", new { sessionId = session.ToString(), content = "Hello?" });

        Assert.Equal("SESSION_ENDED", Code(refused));
    }

    [Fact]
    public async Task Session_MadeAndEndedOnOneConnection_IsToldToTheOwnersOthersOnEveryGateway()
    {
        await using var other = await Fixture.StartGatewayAsync();
        var maker = await ConnectAsync(_customer);
        var here = await ConnectAsync(_customer);
        var there = await Fixture.Clients.Open(other.Address, new { token = GatewayHost.TokenFor(_customer) }).ConnectedAsync();
        var stranger = await ConnectAsync(GatewayHost.NewCustomer());

        var session = await CreateSessionAsync(maker);
        await maker.AskAsync("session:end", new { sessionId = session.ToString() });

        foreach (var socket in new[] { here, there })
        {
            await socket.WaitForAsync("session:updated", told => told.GetProperty("status").GetString() == "ended");
            var told = socket.Events.Where(e => e.Name == "session:updated").Select(e => e.Argument).ToList();
            Assert.Equal(["active", "ended"], told.Select(one => one.GetProperty("status").GetString()));
            Assert.All(told, one => Assert.Equal(session.ToString(), one.GetProperty("sessionId").GetString()));
            Assert.Equal("An order", told[0].GetProperty("topic").GetString());
        }

        await CreateSessionAsync(stranger);
        Assert.DoesNotContain(maker.Events.Concat(stranger.Events), e => e.Name == "session:updated");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("repeated")]
    public async Task Send_ToASessionThatEndedElsewhereAndIsKnownHere_IsRefused(string? clientMessageId)
    {
        await using var other = await Fixture.StartGatewayAsync();
        var (session, here, there) = await ConnectBothAsync(other);
        using var http = other.HttpFor(_customer);
        await http.GetStringAsync($"/sessions/{session}/messages");

        await here.AskAsync("session:end", new { sessionId = session.ToString() });
        var refused = await there.AskAsync(
            "message:send",
            new
            {
                sessionId = session.ToString(),
                content = "Hello?",
                clientMessageId,
            }
        );

        Assert.Equal("SESSION_ENDED", Code(refused));
        Assert.Equal("[]", await http.GetStringAsync($"/sessions/{session}/messages"));
        Assert.Empty(Worker.TurnsOf(session));
    }

    [Theory]
    [InlineData("approval:respond")]
    [InlineData("voice:send")]
    public async Task Request_ToASessionThatEndedElsewhereAndIsKnownHere_IsRefused(string name)
    {
        await using var other = await Fixture.StartGatewayAsync();
        var (session, here, there) = await ConnectBothAsync(other);
        using var http = other.HttpFor(_customer);
        await http.GetStringAsync($"/sessions/{session}/messages");

        await here.AskAsync("session:end", new { sessionId = session.ToString() });
        var refused = await there.AskAsync(
            name,
            new
            {
                sessionId = session.ToString(),
                approvalId = Guid.NewGuid().ToString(),
                approved = true,
                audioData = "AAEC",
                format = "ogg",
            }
        );

        Assert.Equal("SESSION_ENDED", Code(refused));
        Assert.Empty(Worker.TurnsOf(session));
    }

    [Fact]
    public async Task Send_ToARoomWhoseSessionEndedElsewhere_IsRefusedAndTheRoomBeginsAnew()
    {
        await using var other = await Fixture.StartGatewayAsync();
        var room = $"room-{Guid.NewGuid():N}";
        var directory = other.Services.GetRequiredService<SessionDirectory>();
        var first = await OpenAsync(directory);
        var intake = other.Services.GetRequiredService<TurnIntake>();

        await Gateway.Services.GetRequiredService<SessionDirectory>().EndAsync(first.Id, CancellationToken.None);
        var error = await intake.SubmitAsync(
            _customer,
            await OpenAsync(directory),
            new IncomingMessage { Content = "Hello?", ReceivedAt = 0 },
            static _ => Assert.Fail("A session that has ended takes no messages."),
            CancellationToken.None
        );
        var second = await OpenAsync(directory);

        Assert.Equal(GatewayError.SessionEnded, error);
        Assert.NotEqual(first.Id, second.Id);

        async Task<Session> OpenAsync(SessionDirectory at)
        {
            Assert.True(
                (await at.AuthoriseRoomAsync(_customer, room, isShared: false, CancellationToken.None)).TryGet(out var session, out _)
            );
            return session;
        }
    }

    /// <summary>A session that was begun here, and its owner's sockets at both gateways.</summary>
    private async Task<(SessionId Session, OfficialSocket Here, OfficialSocket There)> ConnectBothAsync(GatewayHost other)
    {
        var here = await ConnectAsync(_customer);
        var session = await CreateSessionAsync(here);
        var there = await Fixture.Clients.Open(other.Address, new { token = GatewayHost.TokenFor(_customer) }).ConnectedAsync();
        return (session, here, there);
    }
}
