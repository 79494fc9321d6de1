using Microsoft.Extensions.Options;
using Services.Contracts;
using Services.Contracts.Agents;
using Services.Contracts.Messages;
using Services.Contracts.Turns;
using Services.Conversations.Messages;
using Services.Orchestrator.Approvals;
using Services.Orchestrator.Context;
using Services.Orchestrator.Graph;
using Services.Orchestrator.State;

namespace Services.Orchestrator.Nodes;

/// <summary>Loads the conversation, and finds out whether the message answers an open approval.</summary>
internal sealed class LoadContextNode(
    IMessageStore messages,
    ContextScreening screening,
    ApprovalResolver approvals,
    ITokenCounter counter,
    IOptions<ContextOptions> options
) : INode<TurnState>
{
    public string Name => NodeNames.LoadContext;

    public async Task<TurnState> RunAsync(TurnState state, INodeContext<TurnState> context, CancellationToken cancellationToken)
    {
        var listing = ListAsync(state.Message, cancellationToken);
        var resolving = approvals.ResolveAsync(state.Message, cancellationToken);
        await Task.WhenAll(listing, resolving);
        var resolution = await resolving;
        if (resolution is { Approval: { } approval, Approved: { } approved })
        {
            return state with
            {
                Context = approval.Transcript,
                Agent = approval.Agent,
                Intent = approval.Intent,
                Question = QuestionOf(state.Message, approved),
                ApprovalDecision = new ApprovalDecision(
                    approval.Id,
                    approval.Call.CallId,
                    approved,
                    (state.Message as ApprovalAnswered)?.Reason
                ),
            };
        }

        if (state.Message is ApprovalAnswered)
        {
            var fault = new Fault(
                ErrorCodes.ApprovalNotPending,
                "This confirmation was answered before, or has expired. Nothing was changed."
            );
            return state with { Outcome = TurnOutcome.Failed, Fault = fault };
        }

        var screened = await screening.ScreenAsync(state.Message.SessionId, await listing, cancellationToken);
        var conversation = Conversation.Before(state.Message, screened);
        var all = conversation.Messages.Append(new TranscriptMessage { Role = MessageRole.User, Content = state.Question }).ToList();
        return state with
        {
            Context = ContextWindow.Fit(all, options.Value.MaxTokens, counter),
            PreviousAgent = conversation.PreviousAgent,
        };
    }

    /// <summary>What was said so far; nothing for an answer to an approval, which goes on with that one's transcript.</summary>
    private Task<IReadOnlyList<StoredMessage>> ListAsync(TurnMessage message, CancellationToken cancellationToken) =>
        message is ApprovalAnswered
            ? Task.FromResult<IReadOnlyList<StoredMessage>>([])
            : messages.ListAsync(message.SessionId, null, options.Value.MaxMessages, cancellationToken);

    private static string QuestionOf(TurnMessage message, bool approved) =>
        message switch
        {
            TurnRequested turn => turn.Content,
            ApprovalAnswered { Reason: { Length: > 0 } reason } => reason,
            _ => approved ? "yes" : "no",
        };
}
