using Services.Contracts.Turns;
using Services.Orchestrator.Replies;
using Services.Orchestrator.State;

namespace Services.Orchestrator.Turns;

/// <summary>An attempt at a turn while it runs in this process: what its nodes share that no checkpoint holds.</summary>
/// <param name="turn">The turn.</param>
/// <param name="isResumed">Whether an earlier start may have delivered some of the reply.</param>
/// <param name="known">The chunks that this process knows of from an earlier start.</param>
internal sealed class RunningTurn(TurnMessage turn, bool isResumed, IReadOnlyList<string> known) : IDisposable
{
    private readonly CancellationTokenSource _interruption = new();
    private ReplyWriter? _reply;

    public TurnMessage Turn { get; } = turn;

    /// <summary>Signals that the user does not want the rest of the reply.</summary>
    public CancellationToken Interruption => _interruption.Token;

    /// <summary>Completes when it is known whether the user had cancelled the turn before it began.</summary>
    public Task CancellationChecked { get; set; } = Task.CompletedTask;

    /// <summary>All chunks of the reply that this process knows of.</summary>
    public IReadOnlyList<string> Delivered => _reply?.Chunks ?? known;

    /// <summary>
    /// The turn's reply, the same in every node: only an attempt that goes on where another broke off reads what was delivered. Not thread
    /// safe.
    /// </summary>
    public async Task<ReplyWriter> OpenReplyAsync(ReplyWriter.Factory replies, TurnState state, CancellationToken cancellationToken) =>
        _reply ??= isResumed
            ? await replies.OpenAsync(state.Message, state.Redactions, DeliveredChunks.Longest(state.Delivered, known), cancellationToken)
            : replies.Begin(state.Message);

    /// <summary>Runs a step that ends as interrupted as soon as the user does not want the reply any more.</summary>
    public async Task<TurnState> InterruptibleAsync(
        TurnState state,
        Func<CancellationToken, Task<TurnState>> step,
        CancellationToken cancellationToken
    )
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Interruption);
        try
        {
            return await step(either.Token);
        }
        catch (OperationCanceledException) when (Interruption.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return state with { Outcome = TurnOutcome.Interrupted };
        }
    }

    public void Interrupt()
    {
        try
        {
            _interruption.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended at this very moment.
        }
    }

    public void Dispose() => _interruption.Dispose();
}
