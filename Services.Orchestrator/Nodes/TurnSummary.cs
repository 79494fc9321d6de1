using Services.Contracts;
using Services.Contracts.Events;
using Services.Contracts.Guardrails;
using Services.Contracts.Turns;
using Services.Conversations.Approvals;
using Services.Orchestrator.State;

namespace Services.Orchestrator.Nodes;

/// <summary>How a turn ended, in the words of each audience: the session's clients, the message store, the evaluation.</summary>
internal sealed record TurnSummary(TurnState State, string Answer, int ChunkCount, DateTimeOffset At, string? TraceId)
{
    public TurnOutcome Outcome => State.FinalOutcome;

    public TimeSpan Duration => At - State.Message.RequestedAt;

    private TurnMessage Message => State.Message;

    private long Timestamp => At.ToUnixTimeMilliseconds();

    /// <summary>
    /// The event that ends the reply, and what follows it. A reply that tells of something done is complete, whatever kept the agent from
    /// finishing its own words.
    /// </summary>
    public IReadOnlyList<SessionEvent> Events() =>
        Outcome switch
        {
            TurnOutcome.Blocked when State.Effects.Count == 0 => [Blocked()],
            TurnOutcome.Failed when State.Effects.Count == 0 => [Error()],
            TurnOutcome.AwaitingApproval when State.PendingCall is { } asks => [Complete(), Approval(asks)],
            _ => [Complete()],
        };

    public ReplyMetadata Metadata() =>
        new()
        {
            ChunkCount = ChunkCount,
            StreamLatency = (long)Duration.TotalMilliseconds,
            FirstTokenMs = State.FirstTokenMs,
            Tokens = new TokenCount { Input = State.InputTokens, Output = State.OutputTokens },
            Agent = State.Agent,
            Route = State.Intent,
            Model = State.Model,
            Citations = State.Citations,
            TraceId = TraceId,
            Interrupted = Outcome == TurnOutcome.Interrupted,
            ApprovalId = Outcome == TurnOutcome.AwaitingApproval ? State.PendingCall?.ApprovalId : null,
        };

    public TurnCompleted ToTurnCompleted() =>
        new()
        {
            SessionId = Message.SessionId,
            TurnId = Message.TurnId,
            Outcome = Outcome,
            Question = State.Question,
            Answer = Answer,
            Agent = State.Agent,
            Route = State.Intent,
            Tools = State.Tools,
            Model = State.Model,
            FirstTokenMs = State.FirstTokenMs,
            DurationMs = (long)Duration.TotalMilliseconds,
            TraceId = TraceId,
            CompletedAt = At,
        };

    private MessageComplete Complete() =>
        new()
        {
            SessionId = Message.SessionId,
            Timestamp = Timestamp,
            MessageId = Message.TurnId.ReplyId,
            ReplyTo = Message.MessageId,
            Content = Answer,
            Metadata = Metadata(),
        };

    private ApprovalRequested Approval(PendingCall asks) =>
        new()
        {
            SessionId = Message.SessionId,
            Timestamp = Timestamp,
            ApprovalId = asks.ApprovalId,
            MessageId = Message.TurnId.ReplyId,
            Tool = asks.Call.Name,
            Arguments = asks.Call.Arguments,
            Reason = asks.Statement,
            ExpiresAt = asks.ExpiresAt,
            NeedsStaff = asks.StaffAmount is not null,
        };

    private MessageBlocked Blocked() =>
        new()
        {
            SessionId = Message.SessionId,
            Timestamp = Timestamp,
            MessageId = Message.TurnId.ReplyId,
            ReplyTo = Message.MessageId,
            ClientMessageId = (Message as TurnRequested)?.ClientMessageId,
            Reason = State.Block?.Reason ?? "",
            Categories = State.Block?.Categories ?? [],
            Stage = State.Block?.Stage ?? GuardrailStage.Input,
            TraceId = TraceId,
        };

    private MessageError Error() =>
        new()
        {
            SessionId = Message.SessionId,
            Timestamp = Timestamp,
            MessageId = Message.TurnId.ReplyId,
            ReplyTo = Message.MessageId,
            Message = State.Fault?.Message ?? "The reply could not be finished.",
            PartialContent = Answer.Length == 0 ? null : Answer,
            Error = State.Fault?.Code ?? ErrorCodes.Internal,
            TraceId = TraceId,
        };
}
