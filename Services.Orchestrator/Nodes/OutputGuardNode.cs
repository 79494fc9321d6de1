using System.Diagnostics;
using Services.Contracts.Guardrails;
using Services.Contracts.Telemetry;
using Services.Contracts.Turns;
using Services.Orchestrator.Agents;
using Services.Orchestrator.Graph;
using Services.Orchestrator.Guardrails;
using Services.Orchestrator.Replies;
using Services.Orchestrator.State;
using Services.Orchestrator.Turns;

namespace Services.Orchestrator.Nodes;

/// <summary>Has the end of the reply checked, which no later sentence closed, and settles how the turn ends.</summary>
internal sealed class OutputGuardNode(ReplyWriter.Factory replies, RunningTurns running, TurnEvents events, TimeProvider time)
    : INode<TurnState>
{
    public string Name => NodeNames.OutputGuard;

    // What is being appended is not cut off: only the waiting for the verdict heeds the interruption.
    public Task<TurnState> RunAsync(TurnState state, INodeContext<TurnState> context, CancellationToken cancellationToken) =>
        running.Of(state.Message.TurnId).InterruptibleAsync(state, _ => CheckAsync(state, context, cancellationToken), cancellationToken);

    private async Task<TurnState> CheckAsync(TurnState state, INodeContext<TurnState> context, CancellationToken cancellationToken)
    {
        var writer = await running.Of(state.Message.TurnId).OpenReplyAsync(replies, state, cancellationToken);
        // Beyond that position the end was delivered already, by a worker that did not live to say so.
        if (state.Unchecked.Count > 0 && writer.AgentText.Length <= state.UncheckedFrom)
        {
            var delivering = writer.DeliverAsync(
                state.Unchecked,
                state.GroundingTexts(),
                SaveRedactionsAsync,
                running.Of(state.Message.TurnId).Interruption,
                cancellationToken
            );
            var verdict = await events.TellWhileWaitingAsync(state.Message, delivering, cancellationToken);
            Activity.Current?.SetTag(AttributeNames.VerdictAction, verdict.Action.ToString());
            if (verdict.Action == VerdictAction.Block)
            {
                return state.Refuse(verdict, GuardrailStage.Output);
            }
        }

        if (writer.ChunkCount == 0)
        {
            return state with { Outcome = TurnOutcome.Failed, Fault = AgentRun.Unavailable };
        }

        var settled = state with
        {
            Outcome = state.PendingCall is null ? TurnOutcome.Completed : TurnOutcome.AwaitingApproval,
            Delivered = writer.Chunks,
            FirstTokenMs = state.FirstTokenMs ?? (long)(time.GetUtcNow() - state.Message.RequestedAt).TotalMilliseconds,
        };
        return settled;

        Task SaveRedactionsAsync()
        {
            state = state with { Redactions = writer.Redactions, Delivered = writer.Chunks };
            return context.SaveAsync(state, cancellationToken);
        }
    }
}
