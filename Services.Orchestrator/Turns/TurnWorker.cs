using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Services.Contracts.Json;
using Services.Contracts.Telemetry;
using Services.Contracts.Turns;
using Services.Messaging.Consuming;
using Services.Orchestrator.Checkpoints;
using Services.Orchestrator.Graph;
using Services.Orchestrator.Handovers;
using Services.Orchestrator.Replies;
using Services.Orchestrator.State;
using Services.Orchestrator.Telemetry;

namespace Services.Orchestrator.Turns;

/// <summary>
/// Takes a turn from its queue to its end: in its session's order, by one worker at a time, from the last checkpoint on. What was finished
/// before is only acknowledged; what cannot be finished becomes a dead letter, and the user is told.
/// </summary>
internal sealed partial class TurnWorker(
    GraphRunner<TurnState> graph,
    SessionGate sessions,
    TurnStore turns,
    AttemptRevoker revoker,
    RunningTurns running,
    PendingCancellations cancellations,
    HandoverGate handovers,
    DeadLetterHandler deadLetters,
    IOptions<TurnOptions> options,
    TimeProvider time,
    ILogger<TurnWorker> logger
)
{
    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Handles one delivery. Deliveries of a partition must be started in their order: the position in the session's queue is taken
    /// before the first await.
    /// </summary>
    public async Task<Disposition> HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        TurnMessage turn;
        try
        {
            turn =
                JsonSerializer.Deserialize(delivery.Body.Span, ContractsJson.Default.TurnMessage)
                ?? throw new JsonException("The message is null.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            await deadLetters.ReportUndecodableAsync(delivery.Body, cancellationToken);
            return Disposition.DeadLetter($"The message cannot be decoded: {e.Message}", delivery.Attempt);
        }

        Activity.Current?.SetTag(AttributeNames.TurnId, turn.TurnId.ToString());
        Activity.Current?.SetTag(AttributeNames.ConversationId, turn.SessionId.ToString());
        using var position = sessions.Enqueue(turn.SessionId);
        try
        {
            return await HandleAsync(turn, position, delivery.Stopping, cancellationToken);
        }
        catch (Exception e) when (PlatformOutage.Is(e) && !cancellationToken.IsCancellationRequested)
        {
            LogOutage(e, turn.TurnId);
            await Task.Delay(options.Value.OutageDelay, time, delivery.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Disposition.Requeue;
        }
    }

    private async Task<Disposition> HandleAsync(
        TurnMessage turn,
        SessionQueue.Position position,
        CancellationToken stopping,
        CancellationToken cancellationToken
    )
    {
        await using var admission = await sessions.AdmitAsync(turn, position, stopping, cancellationToken);
        if (admission is null)
        {
            return Disposition.Requeue;
        }

        if (admission == Admission.Finished)
        {
            return Disposition.Ack;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, admission.Lost);
        return admission.Attempt > options.Value.MaxAttempts
            ? await GiveUpAsync(turn, admission.Attempt - 1, "The worker died each time.", stop.Token)
            : await AttemptAsync(turn, admission, stopping, cancellationToken, stop.Token);
    }

    private async Task<Disposition> AttemptAsync(
        TurnMessage turn,
        Admission admission,
        CancellationToken stopping,
        CancellationToken abandoned,
        CancellationToken cancellationToken
    )
    {
        var attempt = admission.Attempt;
        using var current = new RunningTurn(turn, isResumed: admission.Checkpoint is not null);
        running.Add(current);
        OrchestratorTelemetry.Started(time.GetUtcNow() - turn.RequestedAt, attempt);
        try
        {
            // Known before the agent begins, which is early enough.
            current.CancellationChecked = InterruptIfUnwantedAsync(current, admission.Checkpoint is not null, cancellationToken);
            var last = admission.Checkpoint?.Restore(OrchestratorJson.Default.TurnState) ?? graph.Begin(Begin(turn));
            var state = await graph.RunAsync(turn.TurnId, last, cancellationToken);
            await turns.RecordFinishedAsync(turn, state.Outcome ?? TurnOutcome.Failed, cancellationToken);
            LogFinished(turn.TurnId, state.Outcome, attempt);
            return Disposition.Ack;
        }
        catch (Exception e) when (e is CheckpointConflictException or ReplyFencedException || abandoned.IsCancellationRequested)
        {
            LogLost(e, turn.TurnId);
            return Disposition.Requeue;
        }
        catch (Exception e) when (admission.Lost.IsCancellationRequested)
        {
            LogLost(e, turn.TurnId);
            await revoker.RevokeAsync(turn, attempt, stopping, abandoned);
            return Disposition.Requeue;
        }
        catch (Exception e) when (PlatformOutage.Is(e))
        {
            await revoker.RevokeAsync(turn, attempt, stopping, abandoned);
            throw;
        }
        catch (Exception e)
        {
            LogFailed(e, turn.TurnId, attempt);
            Activity.Current?.SetStatus(ActivityStatusCode.Error, e.Message);
            Activity.Current?.SetTag(AttributeNames.ErrorType, e.GetType().FullName);
            if (attempt >= options.Value.MaxAttempts)
            {
                return await GiveUpAsync(turn, attempt, $"{e.GetType().Name}: {e.Message}", cancellationToken);
            }

            var wait = RequeueDelay.After(attempt, options.Value.RetryDelay, LongestRetryDelay);
            await Task.Delay(wait, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Disposition.Requeue;
        }
        finally
        {
            running.Remove(current);
            OrchestratorTelemetry.Stopped();
            await current.CancellationChecked.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One that begins finds out with the record whether a person has the session.</summary>
    private async Task InterruptIfUnwantedAsync(RunningTurn current, bool isResumed, CancellationToken cancellationToken)
    {
        if (
            await cancellations.IsCancelledAsync(current.Turn, cancellationToken)
            || (isResumed && await handovers.IsPersonsAsync(current.Turn, cancellationToken))
        )
        {
            current.Interrupt();
        }
    }

    private async Task<Disposition> GiveUpAsync(TurnMessage turn, int attempts, string cause, CancellationToken cancellationToken)
    {
        await deadLetters.FailTurnAsync(turn, cancellationToken);
        return Disposition.DeadLetter(cause, attempts);
    }

    private static TurnState Begin(TurnMessage turn) => new() { Message = turn, Question = (turn as TurnRequested)?.Content ?? "" };

    [LoggerMessage(LogLevel.Information, "Turn {Turn} ended: {Outcome}, attempt {Attempt}.")]
    private partial void LogFinished(Contracts.Ids.TurnId turn, TurnOutcome? outcome, int attempt);

    [LoggerMessage(LogLevel.Warning, "Turn {Turn} is no longer this worker's; it goes back to its queue.")]
    private partial void LogLost(Exception e, Contracts.Ids.TurnId turn);

    [LoggerMessage(LogLevel.Warning, "Turn {Turn} met a store or the broker out of reach; it will be tried again.")]
    private partial void LogOutage(Exception e, Contracts.Ids.TurnId turn);

    [LoggerMessage(LogLevel.Error, "Turn {Turn} failed, attempt {Attempt}.")]
    private partial void LogFailed(Exception e, Contracts.Ids.TurnId turn, int attempt);
}
