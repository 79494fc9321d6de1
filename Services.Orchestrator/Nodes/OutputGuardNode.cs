using System.Diagnostics;
using Services.Contracts.Guardrails;
using Services.Contracts.Telemetry;
using Services.Contracts.Turns;
using Services.Orchestrator.Agents;
using Services.Orchestrator.Graph;
using Services.Orchestrator.Guardrails;
using Services.Orchestrator.Replies;
using Services.Orchestrator.State;

namespace Services.Orchestrator.Nodes;

/// <summary>Has the end of the reply judged, which no later sentence closed, and settles how the turn ends.</summary>
internal sealed class OutputGuardNode(ReplyWriter.Factory replies, TimeProvider time) : INode<TurnState>
{
    public string Name => NodeNames.OutputGuard;

    public async Task<TurnState> RunAsync(TurnState state, INodeContext<TurnState> context, CancellationToken cancellationToken)
    {
        var writer = await replies.OpenAsync(state.Message, state.Rewrites, cancellationToken);
        // Beyond that position the end was delivered already, by a worker that did not live to say so.
        if (state.Held.Count > 0 && writer.Raw.Length <= state.HeldFrom)
        {
            var verdict = await writer.ReleaseAsync(state.Held, state.Grounding(), SaveRewritesAsync, cancellationToken);
            Activity.Current?.SetTag(AttributeNames.VerdictAction, verdict.Action.ToString());
            if (verdict.Action == VerdictAction.Block)
            {
                return state with { Outcome = TurnOutcome.Blocked, Refusal = verdict.ToRefusal(GuardrailStage.Output) };
            }
        }

        if (writer.ChunkCount == 0)
        {
            return state with { Outcome = TurnOutcome.Failed, Fault = AgentRun.Unavailable };
        }

        var settled = state with
        {
            Outcome = state.Asks is null ? TurnOutcome.Completed : TurnOutcome.AwaitingApproval,
            FirstTokenMs = state.FirstTokenMs ?? (long)(time.GetUtcNow() - state.Message.RequestedAt).TotalMilliseconds,
        };
        return settled;

        Task SaveRewritesAsync()
        {
            state = state with { Rewrites = writer.Rewrites };
            return context.SaveAsync(state, cancellationToken);
        }
    }
}
