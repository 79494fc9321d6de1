using System.Diagnostics;
using Services.Contracts;
using Services.Contracts.Agents;
using Services.Contracts.Events;
using Services.Contracts.Guardrails;
using Services.Contracts.Telemetry;
using Services.Contracts.Turns;
using Services.Orchestrator.Approvals;
using Services.Orchestrator.Graph;
using Services.Orchestrator.Guardrails;
using Services.Orchestrator.Replies;
using Services.Orchestrator.Resilience;
using Services.Orchestrator.State;

namespace Services.Orchestrator.Agents;

/// <summary>
/// One turn's run of an agent: folds its updates into the state and delivers its text. A run that breaks off is repeated with what is known
/// of it, so that the reply goes on after the last word that was delivered. Not thread safe.
/// </summary>
internal sealed partial class AgentRun(
    AgentRunServices services,
    ReplyWriter writer,
    TurnState initial,
    INodeContext<TurnState> context,
    CancellationToken interruption
)
{
    private readonly SentenceBuffer _buffer = new(services.Delivery.Value, services.Time);
    private readonly AgentsOptions _options = services.Options.Value;
    private TurnState _state = initial;

    /// <summary>The events that tell what the agent is at: on their way while it works, there before words of it are delivered.</summary>
    private Task _told = Task.CompletedTask;

    /// <summary>What the user is told when no agent answers.</summary>
    public static Fault Unavailable { get; } =
        new(ErrorCodes.AgentUnavailable, "The assistant cannot be reached right now. Please try again in a moment.");

    private enum Progress
    {
        Running,
        Completed,
        Stopped,
    }

    /// <summary>Runs to the end; the state that is returned has an outcome, unless the agent has said all it has to say.</summary>
    public async Task<TurnState> RunAsync(CancellationToken cancellationToken)
    {
        _told = services.Events.ThinkingAsync(_state.Message, ThinkingStages.Agent, _state.Agent, cancellationToken);
        try
        {
            var ended = await RunToItsEndAsync(cancellationToken);
            await _told;
            return ended with { Delivered = writer.Chunks };
        }
        finally
        {
            await _told.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TurnState> RunToItsEndAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.RunTimeout, services.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, interruption, deadline.Token);
        try
        {
            return await RetryAsync(stop.Token, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return interruption.IsCancellationRequested
                ? _state with
                {
                    Outcome = TurnOutcome.Interrupted,
                }
                : Fail(new AgentUnavailableException("The run took too long.", retryable: false));
        }
    }

    /// <summary>Attempts that bring nothing new are counted; with each one that brought something the count begins anew.</summary>
    private async Task<TurnState> RetryAsync(CancellationToken stop, CancellationToken cancellationToken)
    {
        (int Chunks, int Tools) before = default;
        bool HasProgressed() => before != (writer.ChunkCount, _state.Tools.Count);
        var retries = Retries.Create(
            _options.Attempts,
            _options.RetryDelay,
            services.Time,
            e => e is AgentUnavailableException { Retryable: true } && !HasProgressed(),
            (e, attempt) =>
                LogRetry(
                    services.Logger,
                    attempt == 1 ? LogLevel.Warning : LogLevel.Debug,
                    e,
                    _state.Message.TurnId,
                    _state.Agent,
                    attempt
                ),
            _options.LongestRetryDelay
        );
        while (true)
        {
            try
            {
                await retries.ExecuteAsync(
                    async token =>
                    {
                        before = (writer.ChunkCount, _state.Tools.Count);

                        // What is held was not delivered; this attempt writes it again.
                        _buffer.TakeAll();
                        await AttemptAsync(token, cancellationToken);
                    },
                    stop
                );
                return _state;
            }
            catch (AgentUnavailableException e) when (e.Retryable && HasProgressed() && !stop.IsCancellationRequested)
            {
                LogRetry(services.Logger, LogLevel.Warning, e, _state.Message.TurnId, _state.Agent, 0);
                await Task.Delay(_options.RetryDelay, services.Time, stop);
            }
            catch (AgentUnavailableException e)
            {
                stop.ThrowIfCancellationRequested();
                return Fail(e);
            }
        }
    }

    private async Task AttemptAsync(CancellationToken stop, CancellationToken cancellationToken)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var request = _state.ToRunRequest(writer.AgentText);
        var updates = services.Agents.RunAsync(_state.Agent!, request, attempt.Token).GetAsyncEnumerator(CancellationToken.None);
        var next = updates.MoveNextAsync().AsTask();
        try
        {
            var progress = Progress.Running;
            while (progress == Progress.Running)
            {
                if (await IsOverdueAsync(next, attempt.Token))
                {
                    progress = await DeliverAsync(_buffer.TakeReady(), cancellationToken);
                }

                if (progress != Progress.Running || !await next)
                {
                    break;
                }

                progress = await ApplyAsync(updates.Current, cancellationToken);
                if (progress == Progress.Running)
                {
                    next = updates.MoveNextAsync().AsTask();
                }
            }
        }
        finally
        {
            await attempt.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await updates.DisposeAsync();
        }
    }

    /// <summary>Waits for the next update, but no longer than held text may wait for its sentence's end; true if that came first.</summary>
    private async Task<bool> IsOverdueAsync(Task next, CancellationToken cancellationToken)
    {
        if (_buffer.TimeLeft is not { } timeLeft || next.IsCompleted)
        {
            return false;
        }

        using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(next, Task.Delay(timeLeft, services.Time, wait.Token));
        await wait.CancelAsync();
        return first != next;
    }

    private async Task<Progress> ApplyAsync(AgentUpdate update, CancellationToken cancellationToken)
    {
        switch (update)
        {
            case TextDelta delta:
                return await AddTextAsync(delta.Text, cancellationToken);

            case ToolCallStarted started:
                var before = await DeliverAsync(_buffer.TakeAll(), cancellationToken);
                if (before == Progress.Running)
                {
                    Tell(started.Call.Name, ToolState.Started, cancellationToken);
                }

                return before;

            case ToolCallCompleted completed:
                var progress = await DeliverAsync(_buffer.TakeAll(), cancellationToken);
                _state = _state.WithToolResult(completed, writer.AgentText) with { Delivered = writer.Chunks };
                Tell(completed.Call.Name, StateOf(completed.Result), cancellationToken);
                await context.SaveAsync(_state, cancellationToken);
                return progress;

            case ApprovalNeeded needed:
                var approval = ApprovalIds.Of(_state.Message.TurnId);
                _state = _state with
                {
                    PendingCall = new PendingCall(
                        approval,
                        needed.Call,
                        needed.Statement,
                        services.Time.GetUtcNow() + services.Approvals.Value.Lifetime,
                        needed.StaffAmount
                    ),
                };
                return Progress.Running;

            case RunCompleted completed:
                _state = _state with
                {
                    UncheckedFrom = writer.AgentText.Length,
                    Unchecked = _buffer.TakeAll(),
                    Model = completed.Model,
                    InputTokens = _state.InputTokens + completed.InputTokens,
                    OutputTokens = _state.OutputTokens + completed.OutputTokens,
                    Citations = [.. _state.Citations.Union(completed.Citations)],
                };
                return Progress.Completed;

            case RunFailed failed:
                throw new AgentUnavailableException($"{failed.Code}: {failed.Message}", failed.Retryable);

            default:
                throw new InvalidOperationException($"An agent sent an unknown update, {update.GetType().Name}.");
        }
    }

    private async Task<Progress> AddTextAsync(string text, CancellationToken cancellationToken)
    {
        var room = services.Delivery.Value.LongestReply - writer.AgentText.Length - _buffer.Length;
        _buffer.Add(text.Length <= room ? text : text[..Math.Max(0, room)]);
        if (text.Length < room)
        {
            return await DeliverAsync(_buffer.TakeReady(), cancellationToken);
        }

        LogTooLong(services.Logger, _state.Message.TurnId, _state.Agent);
        _state = _state with { UncheckedFrom = writer.AgentText.Length, Unchecked = _buffer.TakeAll() };
        return Progress.Completed;
    }

    private async Task<Progress> DeliverAsync(IReadOnlyList<string> deltas, CancellationToken cancellationToken)
    {
        if (deltas.Count == 0)
        {
            return Progress.Running;
        }

        await _told;
        var delivering = writer.DeliverAsync(deltas, _state.GroundingTexts(), SaveRedactionsAsync, interruption, cancellationToken);
        var verdict = await services.Events.TellWhileWaitingAsync(_state.Message, delivering, cancellationToken);
        if (verdict.Action == VerdictAction.Block)
        {
            Activity.Current?.SetTag(AttributeNames.VerdictAction, verdict.Action.ToString());
            _state = _state.Refuse(verdict, GuardrailStage.Output);
            return Progress.Stopped;
        }

        if (_state.FirstTokenMs is null && writer.ChunkCount > 0)
        {
            _state = _state with { FirstTokenMs = (long)(services.Time.GetUtcNow() - _state.Message.RequestedAt).TotalMilliseconds };
        }

        return Progress.Running;

        Task SaveRedactionsAsync()
        {
            _state = _state with { Redactions = writer.Redactions, Delivered = writer.Chunks };
            return context.SaveAsync(_state, cancellationToken);
        }
    }

    private void Tell(string tool, ToolState state, CancellationToken cancellationToken) =>
        _told = Task.WhenAll(_told, services.Events.ToolAsync(_state.Message, _state.Agent, tool, state, cancellationToken));

    private static ToolState StateOf(ToolResult result) =>
        result switch
        {
            { IsError: false } => ToolState.Completed,
            { Refusal: RefusalKind.Declined or RefusalKind.Superseded } => ToolState.Declined,
            _ => ToolState.Failed,
        };

    private TurnState Fail(AgentUnavailableException cause)
    {
        LogFailed(services.Logger, cause, _state.Message.TurnId, _state.Agent);
        Activity.Current?.SetStatus(ActivityStatusCode.Error, cause.Message);
        return _state with { Outcome = TurnOutcome.Failed, Fault = Unavailable };
    }

    [LoggerMessage(
        "Turn {Turn}: the run of agent {Agent} broke off, {Failures} times without progress; going on after what was delivered."
    )]
    private static partial void LogRetry(
        ILogger logger,
        LogLevel level,
        Exception e,
        Contracts.Ids.TurnId turn,
        string? agent,
        int failures
    );

    [LoggerMessage(LogLevel.Error, "Turn {Turn}: agent {Agent} is given up.")]
    private static partial void LogFailed(ILogger logger, Exception e, Contracts.Ids.TurnId turn, string? agent);

    [LoggerMessage(LogLevel.Warning, "Turn {Turn}: the reply of agent {Agent} reached the longest length and is cut off.")]
    private static partial void LogTooLong(ILogger logger, Contracts.Ids.TurnId turn, string? agent);
}
