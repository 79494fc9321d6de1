using Services.Contracts.Events;
using Services.Contracts.Turns;
using Services.Conversations.EventLog;

namespace Services.Orchestrator.Replies;

/// <summary>Tells a session what the assistant is at.</summary>
internal sealed class TurnEvents(ISessionEventLog log, TimeProvider time)
{
    /// <summary>Unix time in milliseconds, as events carry it.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Appends an <c>assistant:thinking</c>.</summary>
    public Task ThinkingAsync(TurnMessage turn, string stage, string? agent, CancellationToken cancellationToken) =>
        log.AppendAsync(turn.SessionId, [Thinking(turn, stage, agent)], cancellationToken);

    /// <summary>
    /// Appends an <c>assistant:thinking</c> for a tool.
    /// </summary>
    public Task ToolAsync(TurnMessage turn, string? agent, string tool, ToolState state, CancellationToken cancellationToken) =>
        log.AppendAsync(
            turn.SessionId,
            [Thinking(turn, ThinkingStages.Tool, agent) with { Tool = tool, ToolState = state }],
            cancellationToken
        );

    private AssistantThinking Thinking(TurnMessage turn, string stage, string? agent) =>
        new()
        {
            SessionId = turn.SessionId,
            Timestamp = Now,
            Stage = stage,
            Agent = agent,
            MessageId = turn.TurnId.ReplyId,
        };
}
