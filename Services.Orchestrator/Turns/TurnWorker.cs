using System.Diagnostics;
using Microsoft.Extensions.Options;
using Services.Contracts.Telemetry;
using Services.Contracts.Turns;
using Services.Conversations.EventLog;
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
    ISessionEventLog log,
    SessionGate sessions,
    TurnStore turns,
    AttemptRevoker revoker,
    OutageHold outages,
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
    /// before the first await, and kept through outages.
    /// </summary>
    public async Task<Disposition> HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        if (!QueuedTurn.TryRead(delivery.Body, out var turn, out var fault))
        {
            return await outages.RunAsync(
                    delivery,
                    async token =>
                    {
                        await deadLetters.ReportUndecodableAsync(delivery.Body, token);
                        return Disposition.DeadLetter(fault, delivery.Attempt);
                    },
                    PlatformOutage.Is,
                    cancellationToken
                ) ?? Disposition.Requeue;
        }

        Activity.Current?.SetTag(AttributeNames.TurnId, turn.TurnId.ToString());
        Activity.Current?.SetTag(AttributeNames.ConversationId, turn.SessionId.ToString());
        using var position = sessions.Enqueue(turn.SessionId);
        var handling = new TurnHandling(turn, position, delivery);
        try
        {
            if (
                await outages.RunAsync(delivery, token => HandleAsync(handling, token), PlatformOutage.Is, cancellationToken) is
                { } disposition
            )
            {
                return disposition;
            }
        }
        catch (Exception e) when (cancellationToken.IsCancellationRequested)
        {
            LogAbandoned(e, turn.TurnId);
        }

        await revoker.RevokeAsync(turn, handling.Attempt);
        return Disposition.Requeue;
    }

    private async Task<Disposition> HandleAsync(TurnHandling handling, CancellationToken cancellationToken)
    {
        // The broker has it, so everybody may see it: beside the wait for its moment, and before the first event of its turn.
        var announced = handling.Turn is TurnRequested asked ? log.AnnounceAsync(asked, cancellationToken) : Task.CompletedTask;
        try
        {
            return await AdmitAsync(handling, announced, cancellationToken);
        }
        finally
        {
            await announced.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Disposition> AdmitAsync(TurnHandling handling, Task announced, CancellationToken cancellationToken)
    {
        var turn = handling.Turn;
        await using var admission = await sessions.AdmitAsync(
            turn,
            handling.Attempt,
            handling.Position,
            handling.Delivery,
            cancellationToken
        );
        if (admission is null)
        {
            return Disposition.Requeue;
        }

        if (admission == Admission.Finished)
        {
            return Disposition.Ack;
        }

        if (admission.Attempt > options.Value.MaxAttempts)
        {
            handling.GivenUp ??= new GivenUp("The worker died each time.", admission.Attempt - 1);
        }

        await announced;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, admission.Lost);
        try
        {
            return handling.GivenUp is { } givenUp
                ? await GiveUpAsync(handling, givenUp, stop.Token)
                : await AttemptAsync(handling, admission, cancellationToken, stop.Token);
        }
        catch (Exception e)
            when (!cancellationToken.IsCancellationRequested && (PlatformOutage.Is(e) || admission.Lost.IsCancellationRequested))
        {
            await revoker.RevokeAsync(turn, handling.Attempt);
            if (PlatformOutage.Is(e))
            {
                throw;
            }

            throw new LeaseLostException(e);
        }
    }

    private async Task<Disposition> AttemptAsync(
        TurnHandling handling,
        Admission admission,
        CancellationToken abandoned,
        CancellationToken cancellationToken
    )
    {
        var (turn, attempt) = (handling.Turn, admission.Attempt);
        using var current = new RunningTurn(turn, isResumed: admission.Checkpoint is not null, handling.Delivered);
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
        catch (Exception e) when (e is CheckpointConflictException or ReplyFencedException)
        {
            LogLost(e, turn.TurnId);
            if (e is ReplyFencedException)
            {
                await handovers.ReconcileAsync(turn.SessionId, cancellationToken);
            }

            return Disposition.Requeue;
        }
        catch (Exception e) when (!abandoned.IsCancellationRequested && !admission.Lost.IsCancellationRequested && !PlatformOutage.Is(e))
        {
            LogFailed(e, turn.TurnId, attempt);
            Activity.Current?.SetStatus(ActivityStatusCode.Error, e.Message);
            Activity.Current?.SetTag(AttributeNames.ErrorType, e.GetType().FullName);
            if (attempt >= options.Value.MaxAttempts)
            {
                handling.GivenUp = new GivenUp($"{e.GetType().Name}: {e.Message}", attempt);
                return await GiveUpAsync(handling, handling.GivenUp, cancellationToken);
            }

            var wait = RequeueDelay.After(attempt, options.Value.RetryDelay, LongestRetryDelay);
            await Task.Delay(wait, time, handling.Delivery.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Disposition.Requeue;
        }
        finally
        {
            running.Remove(current);
            handling.Delivered = current.Delivered;
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

    /// <summary>
    /// Told first, then kept as a letter, then finished: whatever breaks off on the way, it is neither lost nor left open.
    /// </summary>
    private async Task<Disposition> GiveUpAsync(TurnHandling handling, GivenUp givenUp, CancellationToken cancellationToken)
    {
        await deadLetters.TellFailureAsync(handling.Turn, cancellationToken);
        return Disposition.DeadLetter(givenUp.Cause, givenUp.Attempts, then: token => FinishAsync(handling, token));
    }

    private async Task FinishAsync(TurnHandling handling, CancellationToken cancellationToken)
    {
        var finished = await outages.RunAsync(
            handling.Delivery,
            async token =>
            {
                await deadLetters.FinishAsync(handling.Turn, token);
                return Disposition.Ack;
            },
            PlatformOutage.Is,
            cancellationToken
        );
        if (finished is null)
        {
            throw new OperationCanceledException("The worker stops; the turn comes again.");
        }
    }

    private static TurnState Begin(TurnMessage turn) => new() { Message = turn, Question = (turn as TurnRequested)?.Content ?? "" };

    [LoggerMessage(LogLevel.Information, "Turn {Turn} ended: {Outcome}, attempt {Attempt}.")]
    private partial void LogFinished(Contracts.Ids.TurnId turn, TurnOutcome? outcome, int attempt);

    [LoggerMessage(LogLevel.Warning, "Turn {Turn} is no longer this worker's; it goes back to its queue.")]
    private partial void LogLost(Exception e, Contracts.Ids.TurnId turn);

    [LoggerMessage(LogLevel.Information, "Turn {Turn} did not end before the worker stops; it goes back to its queue.")]
    private partial void LogAbandoned(Exception e, Contracts.Ids.TurnId turn);

    [LoggerMessage(LogLevel.Error, "Turn {Turn} failed, attempt {Attempt}.")]
    private partial void LogFailed(Exception e, Contracts.Ids.TurnId turn, int attempt);
}
