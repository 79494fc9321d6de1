using System.Diagnostics;
using Services.Contracts.Events;
using Services.Contracts.Guardrails;
using Services.Contracts.Telemetry;
using Services.Contracts.Turns;
using Services.Conversations.Messages;
using Services.Orchestrator.Graph;
using Services.Orchestrator.Guardrails;
using Services.Orchestrator.Replies;
using Services.Orchestrator.State;
using Services.Orchestrator.Turns;

namespace Services.Orchestrator.Nodes;

/// <summary>
/// Has the user's words checked. What is redacted is redacted for the model, the store and the evaluation alike; what is blocked reaches no
/// agent.
/// </summary>
internal sealed class InputGuardNode(IGuardrails guardrails, IMessageStore messages, TurnEvents events, RunningTurns running)
    : INode<TurnState>
{
    public string Name => NodeNames.InputGuard;

    public bool BeginsEarly => true;

    public Task<TurnState> RunAsync(TurnState state, INodeContext<TurnState> context, CancellationToken cancellationToken) =>
        running.Of(state.Message.TurnId).InterruptibleAsync(state, token => CheckAsync(state, token), cancellationToken);

    private async Task<TurnState> CheckAsync(TurnState state, CancellationToken cancellationToken)
    {
        // A plain yes or no says nothing that could be checked, and no word of it reaches a model.
        if (state.ApprovalDecision is { Reason: null or "" })
        {
            await events.ThinkingAsync(state.Message, ThinkingStages.Guard, null, cancellationToken);
            return state;
        }

        var asked = guardrails.CheckInputAsync(
            new GuardrailRequest { Text = state.Question, SessionId = state.Message.SessionId },
            cancellationToken
        );
        var told = events.ThinkingAsync(state.Message, ThinkingStages.Guard, null, cancellationToken);
        await told;
        var verdict = await events.TellWhileWaitingAsync(state.Message, asked, cancellationToken);
        Activity.Current?.SetTag(AttributeNames.VerdictAction, verdict.Action.ToString());
        return verdict.Action switch
        {
            VerdictAction.Block => state.Refuse(verdict, GuardrailStage.Input) with { Question = verdict.Text },
            VerdictAction.Redact => await RedactAsync(state, verdict.Text, cancellationToken),
            _ => state,
        };
    }

    private async Task<TurnState> RedactAsync(TurnState state, string text, CancellationToken cancellationToken)
    {
        if (state.ApprovalDecision is { } decision)
        {
            return state with { Question = text, ApprovalDecision = decision with { Reason = text } };
        }

        await messages.RedactAsync(state.Message.MessageId, text, cancellationToken);
        return state with { Question = text, Context = [.. state.Context.SkipLast(1), state.Context[^1] with { Content = text }] };
    }
}
