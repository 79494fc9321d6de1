using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RabbitMQ.Client;
using Services.Contracts.Agents;
using Services.Contracts.Events;
using Services.Contracts.Json;
using Services.Contracts.Telemetry;
using Services.Contracts.Topology;
using Services.Contracts.Turns;
using StackExchange.Redis;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>Turns that run while a store takes no writes: each is answered once, none is given up, none counts as failed.</summary>
public sealed class StoreOutageTests(OrchestratorFixture fixture)
{
    private static readonly ToolCall Cancel = new()
    {
        CallId = "c9",
        Name = "cancel_pending_order",
        Arguments = ToolCalls.Json("""{"order_id":"#W1"}"""),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Turns_WhileRedisIsFull_AreAnsweredOnceAndNoneIsGivenUp()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync($"{fixture.RedisConnectionString},allowAdmin=true");
        var server = redis.GetServers()[0];

        await OutlastAsync(
            TimeSpan.FromSeconds(12),
            () => server.ConfigSetAsync("maxmemory", "1"),
            () => server.ConfigSetAsync("maxmemory", "0")
        );
    }

    [Fact]
    public async Task Turns_WhilePostgresIsReadOnly_AreAnsweredOnceAndNoneIsGivenUp() =>
        await OutlastAsync(
            TimeSpan.FromSeconds(16),
            () => SetReadOnlyAsync("on", TestContext.Current.CancellationToken),
            () => SetReadOnlyAsync("off", TestContext.Current.CancellationToken)
        );

    private async Task OutlastAsync(TimeSpan duration, Func<Task> begin, Func<Task> end)
    {
        const int Chats = 6;
        var away = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var deadBefore = await DeadLettersAsync();
        using var returns = Returns(out var returned);
        var (chat, answer) = await ApproveAsync(away.Task);
        List<(Chat Chat, TurnMessage Turn)> turns = [(chat, answer)];
        for (var i = 0; i < Chats; i++)
        {
            var next = await Chat.BeginAsync(fixture);
            next.Script.OnRun = async (_, run) =>
            {
                await away.Task;
                await run.ReplyAsync("It is on its way. ", "It arrives tomorrow.");
            };
            turns.Add((next, await next.SendAsync("Where is my order?")));
            turns.Add((next, await next.SendAsync("And the other one?")));
        }

        await begin();
        try
        {
            away.SetResult();
            await Task.Delay(duration, Cancellation);
        }
        finally
        {
            await end();
        }

        foreach (var (asked, turn) in turns)
        {
            var complete = await asked.CompletionOfAsync(turn);
            Assert.Equal(complete.Content, await asked.ChunksOfAsync(turn));
            Assert.Single(await asked.EventsAsync(), entry => Chat.Ends(entry, turn));
            Assert.Equal(1, await AttemptsOfAsync(turn));
        }

        Assert.Equal(deadBefore, await DeadLettersAsync());
        Assert.Equal(0, returned());
    }

    /// <summary>A write that its user has agreed to, and that runs once the store is away.</summary>
    private async Task<(Chat Chat, TurnMessage Answer)> ApproveAsync(Task away)
    {
        var chat = await Chat.BeginAsync(fixture);
        chat.Script.OnRun = async (request, run) =>
        {
            if (request.Approval is null)
            {
                await run.SayAsync("I will cancel #W1. Shall I? ");
                await run.SendAsync(new ApprovalNeeded(Cancel, "I will cancel #W1."));
                await run.CompleteAsync();
                return;
            }

            await away;
            await run.SendAsync(new ToolCallStarted(Cancel));
            await run.SendAsync(
                new ToolCallCompleted(Cancel, ToolCalls.Result(Cancel, "\"cancelled\"") with { Effect = "Cancelled #W1." })
            );
            await run.ReplyAsync("It is cancelled.");
        };
        await chat.SendAsync("Cancel it");
        var asked = await chat.UntilAsync(entry => entry.Name == EventNames.ApprovalRequested);
        var request = Chat.Read(asked.Single(entry => entry.Name == EventNames.ApprovalRequested), ContractsJson.Default.ApprovalRequested);
        return (chat, await chat.AnswerAsync(request.ApprovalId, approved: true));
    }

    /// <summary>As after a failover: connections end, and new ones can only read.</summary>
    private async Task SetReadOnlyAsync(string value, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnectionStringBuilder(fixture.PostgresConnectionString)
        {
            Options = "-c default_transaction_read_only=off",
            Pooling = false,
        };
        await using var source = NpgsqlDataSource.Create(connection);
        foreach (
            var sql in new[]
            {
                $"alter system set default_transaction_read_only = {value}",
                "select pg_reload_conf()",
                "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
            }
        )
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        // The test's own connections ended as well.
        fixture.Database.Clear();
    }

    private static MeterListener Returns(out Func<long> count)
    {
        long returns = 0;
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listening) =>
            {
                if (instrument.Meter.Name == ActivitySources.Messaging && instrument.Name == "switchboard.redeliveries")
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref returns, value));
        listener.Start();
        count = () => Interlocked.Read(ref returns);
        return listener;
    }

    private async Task<uint> DeadLettersAsync()
    {
        await using var channel = await fixture
            .Services.GetRequiredService<IConnection>()
            .CreateChannelAsync(cancellationToken: Cancellation);
        return await channel.MessageCountAsync(BrokerNames.DeadLetterQueue, Cancellation);
    }

    private async Task<int> AttemptsOfAsync(TurnMessage turn)
    {
        await using var command = fixture.Database.CreateCommand("select attempts from orchestrator.turns where turn_id = $1");
        command.Parameters.Add(new() { Value = turn.TurnId.Value });
        return (int)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
