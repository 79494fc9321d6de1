using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Access;
using Services.Contracts.Agents;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Messages;
using Services.Contracts.Turns;
using Services.Conversations.Erasure;
using Services.Conversations.EventLog;
using Services.Conversations.Messages;
using Services.Conversations.Record;
using Services.Conversations.Rooms;
using Services.Conversations.Sessions;
using Services.Conversations.Vault;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;

namespace Services.Gateway.Tests.Sessions;

/// <summary>Sessions that are handed out to their owner, deleted by them, and deleted for their age.</summary>
public sealed class ErasureTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private const string Email = "erase.me@example.com";

    [Fact]
    public async Task Delete_ByItsOwner_LeavesNothingAndSaysWhatWasThere()
    {
        var user = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(user);
        var session = await TalkAsync(socket);
        using var http = Gateway.HttpFor(user);

        using var deleted = await http.DeleteAsync(Address(session), TestContext.Current.CancellationToken);
        var told = await deleted.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

        Assert.Equal((1, 1), (told.GetProperty("messages").GetInt32(), told.GetProperty("personalData").GetInt32()));
        Assert.Equal("deleted", (await socket.WaitForAsync("session:ended")).GetProperty("reason").GetString());
        Assert.Empty(await Gateway.Log.ReadAsync(session, 0, 10, TestContext.Current.CancellationToken));
        Assert.Null(await Gateway.Services.GetRequiredService<ISessionStore>().FindAsync(session, TestContext.Current.CancellationToken));
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await http.GetAsync(Address(session, "/messages"), TestContext.Current.CancellationToken)).StatusCode
        );
        Assert.Equal(HttpStatusCode.NotFound, (await http.DeleteAsync(Address(session), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(
            "[email_1]",
            await Gateway
                .Services.GetRequiredService<IPersonalDataVault>()
                .RestoreAsync(session, "[email_1]", PersonalDataKinds.All, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Delete_WhileItsTurnRuns_KeepsTheTurnFromWritingAnythingMore()
    {
        var user = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(user);
        var session = await CreateSessionAsync(socket);
        await socket.AskAsync("message:send", new { sessionId = session, content = TestWorker.Unanswered });
        var turn = await Worker.WaitForTurnAsync(session);
        using var http = Gateway.HttpFor(user);

        await http.DeleteAsync(Address(session), TestContext.Current.CancellationToken);
        await TestWorker.ReplyAsync(Gateway.Log, session, turn.TurnId, turn.MessageId, "Too ", "late.");
        var record = Gateway.Services.GetRequiredService<IConversationRecord>();
        await record.EndAsync(session, turn.TurnId, TurnOutcome.Completed, [Made(session, turn.TurnId)], CancellationToken.None);

        Assert.Empty(await Gateway.Log.ReadAsync(session, 0, 10, TestContext.Current.CancellationToken));
        Assert.Empty((await record.ReadAllAsync(session, TestContext.Current.CancellationToken)).Calls);
    }

    [Fact]
    public async Task Delete_IsTheLastThatIsTold_WhateverComesBehindIt()
    {
        var user = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(user);
        var session = await CreateSessionAsync(socket);
        var messages = Gateway.Services.GetRequiredService<IMessageStore>();
        var stored = await messages.AcceptAsync(session, new(user.UserId, user.Name, AuthorRole.Customer), "One more", null, null, Stop);
        using var http = Gateway.HttpFor(user);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => http.DeleteAsync(Address(session), Stop)));
        await socket.WaitForAsync("session:ended");
        // What was on its way when the session was deleted: a message, a yes that was taken, an end for its age, a word in its room.
        await Gateway.Log.AnnounceAsync(RequestOf(stored!, user), Stop);
        var ended = new SessionEndedEvent
        {
            SessionId = session,
            Timestamp = 1,
            Reason = SessionEndReason.Idle,
        };
        await Gateway.Log.AppendAsync(session, [ended], Stop);
        await Gateway.Log.AppendLastAsync(session, [ended], Stop);
        var said = await Gateway
            .Services.GetRequiredService<IRoomLog>()
            .AppendAsync(
                new RoomWrite
                {
                    Room = session,
                    Packet = "x"u8.ToArray(),
                    IsStored = true,
                }
            );
        await Task.Delay(TimeSpan.FromMilliseconds(300), Stop);

        Assert.Equal(-1, said);
        Assert.Empty(await Gateway.Log.ReadAsync(session, 0, 10, Stop));
        Assert.Single(socket.Events, e => e.Name == "session:ended");
        Assert.DoesNotContain(socket.Events, e => e.Name == "message:user");
    }

    [Theory]
    [InlineData(Role.Customer, HttpStatusCode.Forbidden)]
    [InlineData(Role.Operator, HttpStatusCode.Forbidden)]
    [InlineData(Role.Administrator, HttpStatusCode.OK)]
    public async Task Delete_BySomebodyElse_IsForAdministrators(Role role, HttpStatusCode expected)
    {
        var session = await TalkAsync(await ConnectAsync(GatewayHost.NewCustomer()));
        var other = role == Role.Customer ? GatewayHost.NewCustomer() : GatewayHost.NewOperator() with { Role = role };
        using var http = Gateway.HttpFor(other);

        Assert.Equal(expected, (await http.DeleteAsync(Address(session), TestContext.Current.CancellationToken)).StatusCode);
        Assert.NotEqual(
            HttpStatusCode.OK,
            (await http.GetAsync(Address(session, "/export"), TestContext.Current.CancellationToken)).StatusCode
        );
    }

    [Fact]
    public async Task Export_ForItsOwner_HoldsTheWholeRecordAsItWasWritten()
    {
        var user = GatewayHost.NewCustomer();
        var session = await TalkAsync(await ConnectAsync(user));
        var turn = TurnId.New();
        await Gateway
            .Services.GetRequiredService<IConversationRecord>()
            .EndAsync(session, turn, TurnOutcome.Completed, [Made(session, turn)], TestContext.Current.CancellationToken);
        using var http = Gateway.HttpFor(user);

        var export = await http.GetFromJsonAsync<JsonElement>(Address(session, "/export"), TestContext.Current.CancellationToken);

        Assert.Equal($"Write to {Email}", export.GetProperty("messages")[0].GetProperty("content").GetString());
        Assert.Equal("get_order_details", export.GetProperty("toolCalls")[0].GetProperty("tool").GetString());
        Assert.Equal(session.ToString(), export.GetProperty("session").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Retention_OfASessionThatEndedLongAgo_DeletesIt()
    {
        var database = await Fixture.CreateDatabaseAsync();
        await using var gateway = await Fixture.StartGatewayAsync([
            .. Fixture.DatabaseSettings("gateway", database).Select(static setting => $"{setting.Key}={setting.Value}"),
            "Gateway:Retention:Sessions=00:00:01",
            "Gateway:Retention:Interval=00:00:00.200",
        ]);
        var sessions = gateway.Services.GetRequiredService<ISessionStore>();
        var (ended, active) = (
            await sessions.CreateAsync("ada", "Old", null, CancellationToken.None),
            await sessions.CreateAsync("ada", "New", null, CancellationToken.None)
        );
        await sessions.EndAsync(ended.Id, CancellationToken.None);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await sessions.FindAsync(ended.Id, patience.Token) is not null)
        {
            await Task.Delay(50, patience.Token);
        }

        Assert.NotNull(await sessions.FindAsync(active.Id, CancellationToken.None));
        var erasures = gateway.Services.GetRequiredService<IErasureStore>();
        Assert.Equal([ended.Id], (await erasures.PendingAsync("evals", 10, CancellationToken.None)).Select(session => session.Id));
        await erasures.CompleteAsync(ended.Id, "evals", CancellationToken.None);
        Assert.Empty(await erasures.PendingAsync("evals", 10, CancellationToken.None));
    }

    private static async Task<SessionId> TalkAsync(Switchboard.Testing.OfficialClient.OfficialSocket socket)
    {
        var session = await CreateSessionAsync(socket);
        await socket.AskAsync("message:send", new { sessionId = session, content = $"Write to {Email}" });
        return session;
    }

    private static RecordedCall Made(SessionId session, TurnId turn) =>
        new()
        {
            SessionId = session,
            TurnId = turn,
            Call = new ToolCall
            {
                CallId = "1",
                Name = "get_order_details",
                Arguments = JsonElement.Parse("""{"order_id":"#W1"}"""),
            },
            Result = new ToolResult
            {
                CallId = "1",
                Name = "get_order_details",
                Result = JsonElement.Parse("{}"),
            },
        };

    private static Uri Address(SessionId session, string path = "") => new($"/sessions/{session}{path}", UriKind.Relative);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static TurnRequested RequestOf(StoredMessage stored, Caller user) =>
        new()
        {
            SessionId = stored.SessionId,
            TurnId = stored.TurnId,
            MessageId = stored.Id,
            Ordinal = stored.Ordinal,
            Caller = user,
            RequestedAt = stored.CreatedAt,
            Content = stored.Content,
        };
}
