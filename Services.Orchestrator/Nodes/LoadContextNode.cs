using Microsoft.Extensions.Options;
using Services.Contracts;
using Services.Contracts.Agents;
using Services.Contracts.Messages;
using Services.Contracts.Turns;
using Services.Conversations.Approvals;
using Services.Conversations.Record;
using Services.Conversations.StaffApprovals;
using Services.Orchestrator.Approvals;
using Services.Orchestrator.Context;
using Services.Orchestrator.Graph;
using Services.Orchestrator.Handovers;
using Services.Orchestrator.State;

namespace Services.Orchestrator.Nodes;

/// <summary>Reads the conversation's record, and finds out whether the message answers an open question.</summary>
internal sealed class LoadContextNode(
    IConversationRecord records,
    ContextScreening screens,
    MetadataScreening metadata,
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
        var resolution = await resolving;
        if (record.IsErased || (record.Responder.IsPerson && !IsGiven(resolution)))
        {
            return state with { Outcome = TurnOutcome.Interrupted, IsDropped = true };
        }

        switch (resolution)
        {
            case ApprovalResolution.Answered(var approval, var approved):
                return Continue(state, approval, approved, (state.Message as ApprovalAnswered)?.Reason, staffName: null);
            case ApprovalResolution.DecidedByStaff(var approval, { Status: StaffApprovalStatus.Approved } decision):
                return Continue(state, approval, approved: true, reason: null, decision.DecidedByName);
            case ApprovalResolution.DecidedByStaff(_, var decision):
                return Say(state, StaffWords.NotDone(decision));
            case ApprovalResolution.TakenBack(var withdrawn):
                return Say(state, StaffWords.NotDone(withdrawn));
            case ApprovalResolution.Escalated(var opened):
                return Say(state, StaffWords.Opened(opened));
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
            return Say(state, notice);
        }

        var session = state.Message.SessionId;
        var ofSession = metadata.ScreenAsync(session, record.MetadataJson, cancellationToken);
        var ofMessage = metadata.ScreenAsync(session, (state.Message as TurnRequested)?.Metadata, cancellationToken);
        var screening = screens.ScreenAsync(session, record.Messages, cancellationToken);
        await Task.WhenAll(ofSession, ofMessage, screening);
        var screened = await screening;
        var conversation = Conversation.Before(state.Message, record with { Messages = screened });
        var all = conversation.Messages.Append(new TranscriptMessage { Role = MessageRole.User, Content = state.Question }).ToList();
        return state with
        {
            Context = ContextWindow.Fit(all, options.Value.MaxTokens, counter),
            PreviousAgent = conversation.PreviousAgent,
            SessionMetadata = await ofSession,
            MessageMetadata = await ofMessage,
        };
    }

    /// <summary>
    /// True for a yes that won before a person took the session, or the claim would have withdrawn the question: it is carried out, though
    /// no word about it follows the claim.
    /// </summary>
    private static bool IsGiven(ApprovalResolution resolution) =>
        resolution
            is ApprovalResolution.Answered { Approved: true }
                or ApprovalResolution.DecidedByStaff { Decision.Status: StaffApprovalStatus.Approved };

    private static TurnState Say(TurnState state, string notice) => state with { Outcome = TurnOutcome.Completed, Notice = notice };

    /// <summary>Goes on where the question was asked.</summary>
    private static TurnState Continue(TurnState state, Approval approval, bool approved, string? reason, string? staffName) =>
        state with
        {
            Context = approval.Transcript,
            Agent = approval.Agent,
            Intent = approval.Intent,
            Question = QuestionOf(state.Message, approved),
            ApprovalDecision = new ApprovalDecision(approval.Id, approval.Call.CallId, approved, reason, approval.Statement, staffName),
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
