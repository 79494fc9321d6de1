using Microsoft.Extensions.Options;
using Services.Contracts;
using Services.Contracts.Agents;
using Services.Contracts.Messages;
using Services.Contracts.Turns;
using Services.Conversations.Approvals;
using Services.Conversations.Record;
using Services.Orchestrator.Approvals;
using Services.Orchestrator.Context;
using Services.Orchestrator.Graph;
using Services.Orchestrator.Handovers;
using Services.Orchestrator.State;

namespace Services.Orchestrator.Nodes;

/// <summary>Reads the conversation's record, and finds out whether the message answers an open question.</summary>
internal sealed class LoadContextNode(
    IConversationRecord records,
    ContextScreening screening,
    ApprovalResolver approvals,
    HandoverGate handovers,
    ITokenCounter counter,
    IOptions<ContextOptions> options
) : INode<TurnState>
{
    public string Name => NodeNames.LoadContext;

    public async Task<TurnState> RunAsync(TurnState state, INodeContext<TurnState> context, CancellationToken cancellationToken)
    {
        var reading = records.ReadAsync(state.Message.SessionId, options.Value.MaxMessages, cancellationToken);
        var resolving = approvals.ResolveAsync(state.Message, cancellationToken);
        await Task.WhenAll(reading, resolving);
        var record = await reading;
        if (record.IsErased || record.Responder.IsPerson)
        {
            return state with { Outcome = TurnOutcome.Interrupted, IsDropped = true };
        }

        switch (await resolving)
        {
            case ApprovalResolution.Answered(var approval, var approved):
                return Continue(state, approval, approved);
            case ApprovalResolution.NotPending(var approval):
                return Fail(state, ErrorCodes.ApprovalNotPending, LateAnswer.Describe(approval, record));
            case ApprovalResolution.NotAsked:
                return Fail(state, ErrorCodes.SessionAccessDenied, "Somebody else was asked; only they can answer. The question stands.");
            case ApprovalResolution.Withdrawn(var approval):
                record = record with { Questions = [.. record.Questions.Select(question => Withdraw(question, approval, state.Message))] };
                break;
        }

        if (await handovers.NoticeAsync(state.Message, record.Responder, cancellationToken) is { } notice)
        {
            return state with { Outcome = TurnOutcome.Completed, Notice = notice };
        }

        var screened = await screening.ScreenAsync(state.Message.SessionId, record.Messages, cancellationToken);
        var conversation = Conversation.Before(state.Message, record with { Messages = screened });
        var all = conversation.Messages.Append(new TranscriptMessage { Role = MessageRole.User, Content = state.Question }).ToList();
        return state with
        {
            Context = ContextWindow.Fit(all, options.Value.MaxTokens, counter),
            PreviousAgent = conversation.PreviousAgent,
        };
    }

    /// <summary>Goes on where the question was asked.</summary>
    private static TurnState Continue(TurnState state, Approval approval, bool approved) =>
        state with
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

    private static TurnState Fail(TurnState state, string code, string message) =>
        state with
        {
            Outcome = TurnOutcome.Failed,
            Fault = new Fault(code, message),
        };

    // The record was read while the question was being withdrawn.
    private static RecordedQuestion Withdraw(RecordedQuestion question, Approval approval, TurnMessage by) =>
        question.TurnId == approval.TurnId ? question with { Status = ApprovalStatus.Superseded, ResolvedBy = by.TurnId } : question;

    private static string QuestionOf(TurnMessage message, bool approved) =>
        message switch
        {
            TurnRequested turn => turn.Content,
            ApprovalAnswered { Reason: { Length: > 0 } reason } => reason,
            _ => approved ? "yes" : "no",
        };
}
