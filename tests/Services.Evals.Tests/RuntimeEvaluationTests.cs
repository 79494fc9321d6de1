using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using RabbitMQ.Client;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Messages;
using Services.Contracts.Topology;
using Services.Contracts.Turns;
using Services.Conversations;
using Services.Conversations.EventLog;
using Services.Conversations.Messages;
using Services.Conversations.Sessions;
using Services.Messaging.Publishing;
using Switchboard.Testing;
using Switchboard.Testing.Peers;

[assembly: AssemblyFixture(typeof(InfrastructureFixture))]

namespace Services.Evals.Tests;

/// <summary>
/// The service on real servers: a finished turn goes in at the broker, scores come out in the session and in the database.
/// </summary>
public sealed class RuntimeEvaluationTests(InfrastructureFixture servers) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private GuardrailsStub? _guardrails;
    private WebApplication? _app;
    private ServiceProvider? _keeper;

    public async ValueTask InitializeAsync()
    {
        _guardrails = await GuardrailsStub.StartAsync(TestContext.Current.CancellationToken);
        var database = await servers.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        var settings = new Dictionary<string, string?>(TestPeer.Evals.Settings.Concat(servers.DatabaseSettings("evals", database)))
        {
            ["ConnectionStrings:redis"] = servers.RedisConnectionString,
            ["ConnectionStrings:rabbitmq"] = servers.RabbitMqConnectionString,
            ["services:guardrails:http:0"] = _guardrails.Address.ToString(),
            ["Messaging:RetryDelay"] = "00:00:00.010",
        };
        _app = EvalsHost.Create(
            ["--urls", "http://127.0.0.1:0"],
            builder =>
            {
                builder.Logging.ClearProviders();
                builder.Configuration.AddInMemoryCollection(settings);
            }
        );
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _keeper = new ServiceCollection().AddSingleton(NpgsqlDataSource.Create(database)).AddConversations().BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_keeper is not null)
        {
            await _keeper.DisposeAsync();
        }

        if (_guardrails is not null)
        {
            await _guardrails.DisposeAsync();
        }
    }

    [Fact]
    public async Task EveryEndpoint_ForWhoMayNot_IsClosed()
    {
        using var http = new HttpClient { BaseAddress = new Uri(_app!.Urls.First()) };

        Assert.Empty(await new PeerSurface(_app.Services, http, "evals").FaultsAsync(new Dictionary<string, string[]>()));
    }

    [Fact]
    public async Task Consume_AFinishedTurn_StoresAndAnnouncesItsScores()
    {
        var turn = await ReplyAsync();

        await Get<ITurnPublisher>().PublishCompletedAsync(turn, TestContext.Current.CancellationToken);

        var announced = await AnnouncementAsync(turn.SessionId);
        Assert.Equal(turn.TurnId.Value.ToString(), announced.GetProperty("messageId").GetString());
        Assert.Equal(1, announced.GetProperty("scores").GetProperty("groundedness").GetDouble());
        Assert.Equal(1, announced.GetProperty("scores").GetProperty("safety").GetDouble());
        Assert.Equal(1, await StoredAsync(turn.TurnId));
        var reply = Assert.Single(
            await Get<IMessageStore>().ListAsync(turn.SessionId, null, 10, TestContext.Current.CancellationToken),
            static m => m.Role == MessageRole.Assistant
        );
        Assert.Equal(1, reply.Metadata!.Value.GetProperty("evaluation").GetProperty("groundedness").GetDouble());
    }

    [Fact]
    public async Task Consume_TheSameTurnAgain_AnnouncesItOnce()
    {
        var turn = await ReplyAsync();
        var other = await ReplyAsync();

        for (var copy = 0; copy < 5; copy++)
        {
            await Get<ITurnPublisher>().PublishCompletedAsync(turn, TestContext.Current.CancellationToken);
        }

        await AnnouncementAsync(turn.SessionId);
        await Get<ITurnPublisher>().PublishCompletedAsync(other, TestContext.Current.CancellationToken);
        await AnnouncementAsync(other.SessionId);
        Assert.Single(await Get<ISessionEventLog>().ReadAsync(turn.SessionId, 0, 100, TestContext.Current.CancellationToken));
        Assert.Equal(1, await StoredAsync(turn.TurnId));
    }

    [Fact]
    public async Task Consume_WhatCannotBeDecoded_BecomesADeadLetter()
    {
        var first = await ReplyAsync();
        await Get<ITurnPublisher>().PublishCompletedAsync(first, TestContext.Current.CancellationToken);
        await AnnouncementAsync(first.SessionId);

        await using var channel = await Get<IConnection>().CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        await channel.BasicPublishAsync(
            BrokerNames.CompletedExchange,
            BrokerNames.CompletedKey,
            "{broken"u8.ToArray(),
            TestContext.Current.CancellationToken
        );

        using var timeout = new CancellationTokenSource(Patience);
        BasicGetResult? letter = null;
        while (letter is null)
        {
            await Task.Delay(20, timeout.Token);
            letter = await channel.BasicGetAsync(BrokerNames.DeadLetterQueue, autoAck: true, timeout.Token);
        }

        Assert.Equal("{broken"u8.ToArray(), letter.Body.ToArray());
        Assert.True(letter.BasicProperties.Headers!.ContainsKey(BrokerNames.CauseHeader));
    }

    [Fact]
    public async Task Consume_WhilePostgresIsReadOnly_ScoresOnceThatIsOver()
    {
        var turn = await ReplyAsync();
        await SetReadOnlyAsync("on");

        await Get<ITurnPublisher>().PublishCompletedAsync(turn, TestContext.Current.CancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        await SetReadOnlyAsync("off");

        await AnnouncementAsync(turn.SessionId);
        Assert.Equal(1, await StoredAsync(turn.TurnId));
    }

    /// <summary>As after a failover: connections end, and new ones can only read.</summary>
    private async Task SetReadOnlyAsync(string value)
    {
        var name = new NpgsqlConnectionStringBuilder(Get<NpgsqlDataSource>().ConnectionString).Database;
        await using var source = NpgsqlDataSource.Create($"{servers.PostgresConnectionString};Pooling=false");
        foreach (
            var sql in new[]
            {
                $"alter database {name} set default_transaction_read_only = {value}",
                $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'",
            }
        )
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        Get<NpgsqlDataSource>().Clear();
    }

    private async Task<TurnCompleted> ReplyAsync()
    {
        var session = await Keeper<ISessionStore>().CreateAsync("nora", "test", null, TestContext.Current.CancellationToken);
        var message = await Keeper<IMessageStore>()
            .AcceptAsync(
                session.Id,
                new("nora", "Nora", AuthorRole.Customer),
                "Where is my order #W1000101?",
                null,
                null,
                TestContext.Current.CancellationToken
            );
        Assert.NotNull(message);
        var turn = Turns.Of(message.Content, "Order #W1000101 is pending.", ("get_order_details", Turns.Order)).Turn with
        {
            SessionId = session.Id,
            TurnId = message.TurnId,
        };
        await Keeper<IMessageStore>()
            .SaveReplyAsync(
                session.Id,
                turn.TurnId,
                message.Id,
                turn.Answer,
                new ReplyMetadata { ChunkCount = 1, StreamLatency = 1 },
                MessageStatus.Complete,
                TestContext.Current.CancellationToken
            );
        return turn;
    }

    private async Task<JsonElement> AnnouncementAsync(SessionId session)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (true)
        {
            var entries = await Get<ISessionEventLog>().ReadAsync(session, 0, 100, timeout.Token);
            if (entries.FirstOrDefault(static e => e.Name == EventNames.MessageEvaluated) is { } entry)
            {
                using var document = JsonDocument.Parse(entry.Payload);
                return document.RootElement.Clone();
            }

            await Task.Delay(20, timeout.Token);
        }
    }

    private async Task<long> StoredAsync(TurnId turn)
    {
        // The announcement comes before the commit, by a moment.
        using var timeout = new CancellationTokenSource(Patience);
        while (true)
        {
            await using var command = Get<NpgsqlDataSource>().CreateCommand("select count(*) from evals.evaluations where turn_id = $1");
            command.Parameters.Add(new() { Value = turn.Value });
            if (await command.ExecuteScalarAsync(timeout.Token) is long and > 0 and var count)
            {
                return count;
            }

            await Task.Delay(20, timeout.Token);
        }
    }

    /// <summary>Of a service that may begin conversations, which this one may not.</summary>
    private T Keeper<T>()
        where T : notnull => _keeper!.GetRequiredService<T>();

    private T Get<T>()
        where T : notnull => _app!.Services.GetRequiredService<T>();
}
