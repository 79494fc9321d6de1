using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Contracts.Topology;
using Services.Contracts.Turns;
using Services.Conversations.EventLog;
using Services.Messaging.Consuming;

namespace Services.Gateway.Tests.Hosting;

/// <summary>In the orchestrator's place: takes every turn off the queues and answers it in three chunks through the event log.</summary>
public sealed class TestWorker : IAsyncDisposable
{
    /// <summary>A message whose reply is left to the test.</summary>
    public const string Unanswered = "Do not answer this one.";

    private readonly ISessionEventLog _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<TurnMessage> _turns = new();
    private readonly List<Task> _running = [];

    private TestWorker(ISessionEventLog log) => _log = log;

    public static TestWorker Start(IServiceProvider services)
    {
        var worker = new TestWorker(services.GetRequiredService<ISessionEventLog>());
        for (var partition = 0; partition < BrokerNames.TurnPartitions; partition++)
        {
            var settings = new SubscriptionSettings { Queue = BrokerNames.TurnQueue(partition), Prefetch = 1 };
            var subscription = services.GetRequiredService<QueueSubscriptionFactory>().Create(settings, worker.HandleAsync);
            worker._running.Add(subscription.RunAsync(worker._stop.Token));
        }

        return worker;
    }

    /// <summary>All turns that came.</summary>
    public IReadOnlyList<TurnMessage> AllTurns => [.. _turns];

    /// <summary>Turns of a session, in the order of their arrival.</summary>
    public IReadOnlyList<TurnMessage> TurnsOf(SessionId session) => [.. _turns.Where(turn => turn.SessionId == session)];

    /// <summary>Waits for the session's nth turn.</summary>
    public async Task<TurnMessage> WaitForTurnAsync(SessionId session, int count = 1)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            if (TurnsOf(session) is { } found && found.Count >= count)
            {
                return found[count - 1];
            }

            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Appends a whole reply to the log.</summary>
    public static async Task ReplyAsync(ISessionEventLog log, SessionId session, TurnId turn, MessageId replyTo, params string[] chunks)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await log.AppendChunksAsync(
            session,
            turn,
            [
                .. chunks.Select(
                    (content, index) =>
                        new MessageChunk
                        {
                            SessionId = session,
                            Timestamp = now,
                            MessageId = turn.ReplyId,
                            ReplyTo = replyTo,
                            Content = content,
                            ChunkIndex = index,
                        }
                ),
            ],
            CancellationToken.None
        );
        await log.AppendFinalAsync(
            session,
            turn,
            [
                new MessageComplete
                {
                    SessionId = session,
                    Timestamp = now,
                    MessageId = turn.ReplyId,
                    ReplyTo = replyTo,
                    Content = string.Concat(chunks),
                    Metadata = new ReplyMetadata
                    {
                        ChunkCount = chunks.Length,
                        StreamLatency = 5,
                        TraceId = "0af7651916cd43dd8448eb211c80319c",
                        Agent = "order",
                    },
                },
            ],
            CancellationToken.None
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        _stop.Dispose();
    }

    private async Task<Disposition> HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        var turn = JsonSerializer.Deserialize(delivery.Body.Span, ContractsJson.Default.TurnMessage)!;
        if (turn is TurnRequested said)
        {
            await _log.AnnounceAsync(said, cancellationToken);
        }

        _turns.Enqueue(turn);
        if (turn is TurnRequested { Content: not Unanswered })
        {
            await ReplyAsync(_log, turn.SessionId, turn.TurnId, turn.MessageId, "Your order ", "is on ", "its way.");
        }

        return Disposition.Ack;
    }
}
