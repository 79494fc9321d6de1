using Microsoft.Extensions.Options;
using ServiceDefaults.Database;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Contracts.Topology;
using Services.Contracts.Turns;
using Services.Conversations.EventLog;
using Services.Conversations.Messages;
using Services.Evals.Evaluators;
using Services.Messaging.Broker;
using Services.Messaging.Consuming;

namespace Services.Evals.Runtime;

/// <summary>
/// Evaluates finished turns: scores, stores, adds the scores to the message, announces them in the session. A redelivered turn is not
/// scored again, nor announced again, unless a crash came between the announcement and its commit.
/// </summary>
internal sealed partial class EvaluationConsumer(
    QueueSubscriptionFactory subscriptions,
    OutageHold outages,
    IOptions<EvaluationOptions> options,
    IOptions<MessagingOptions> messaging,
    TurnEvaluator evaluator,
    EvaluationStore store,
    IMessageStore messages,
    ISessionEventLog events,
    TimeProvider time,
    ILogger<EvaluationConsumer> logger
)
    : QueueConsumer<TurnCompleted>(
        subscriptions,
        outages,
        new SubscriptionSettings { Queue = BrokerNames.EvaluationQueue, Prefetch = (ushort)options.Value.Concurrency },
        ContractsJson.Default.TurnCompleted,
        messaging,
        time,
        logger
    )
{
    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;

    /// <inheritdoc/>
    protected override bool IsOutage(Exception exception) =>
        exception is EventLogUnavailableException || RedisOutage.Is(exception) || PostgresOutage.Is(exception);

    /// <inheritdoc/>
    protected override async Task HandleAsync(TurnCompleted message, CancellationToken cancellationToken)
    {
        if (message.Outcome is TurnOutcome.Blocked or TurnOutcome.Failed)
        {
            return;
        }

        if (await store.ExistsAsync(message.TurnId, cancellationToken))
        {
            return;
        }

        var evaluation = await evaluator.EvaluateAsync(
            new EvaluatedTurn(message, await HistoryAsync(message, cancellationToken)),
            cancellationToken
        );
        await store.PublishOnceAsync(message, evaluation, token => PublishAsync(message, evaluation, token), cancellationToken);
        LogEvaluated(message.TurnId, evaluation.Scores.Count, string.Join(',', evaluation.Flags));
    }

    private async Task PublishAsync(TurnCompleted turn, TurnEvaluation evaluation, CancellationToken cancellationToken)
    {
        await messages.SaveEvaluationAsync(turn.TurnId, evaluation.Scores, evaluation.Flags, cancellationToken);
        await events.AppendAsync(turn.SessionId, [Announcement(turn, evaluation)], cancellationToken);
    }

    private async Task<IReadOnlyList<string>> HistoryAsync(TurnCompleted turn, CancellationToken cancellationToken)
    {
        var earlier = await messages.ListAsync(turn.SessionId, null, options.Value.HistoryMessages, cancellationToken);
        return [.. earlier.TakeWhile(m => m.TurnId != turn.TurnId).Select(static m => m.Content)];
    }

    private MessageEvaluated Announcement(TurnCompleted turn, TurnEvaluation evaluation) =>
        new()
        {
            SessionId = turn.SessionId,
            MessageId = MessageId.From(turn.TurnId.Value),
            Scores = evaluation.Scores,
            Flags = evaluation.Flags,
            Timestamp = _time.GetUtcNow().ToUnixTimeMilliseconds(),
        };

    [LoggerMessage(LogLevel.Debug, "Turn {TurnId} got {Count} scores; flags: {Flags}.")]
    private partial void LogEvaluated(TurnId turnId, int count, string flags);
}
