using Services.Contracts.Events;
using Services.Contracts.Turns;
using Services.Conversations.EventLog;

namespace Services.Orchestrator.Replies;

/// <summary>Tells a session what the assistant is at.</summary>
internal sealed class TurnEvents(ISessionEventLog log, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Unix time in milliseconds, as events carry it.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Appends an <c>assistant:thinking</c>.</summary>
    public Task ThinkingAsync(TurnMessage turn, string stage, string? agent, CancellationToken cancellationToken) =>
        log.AppendProgressAsync(turn.SessionId, Thinking(turn, stage, agent), cancellationToken);

    /// <summary>Waits for something, and says so if it takes longer than a customer would think of as thinking.</summary>
    public async Task<T> TellWhileWaitingAsync<T>(TurnMessage turn, Task<T> awaited, CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var overdue = Task.Delay(Patience, time, done.Token);
        if (await Task.WhenAny(awaited, overdue) == overdue && !cancellationToken.IsCancellationRequested)
        {
            await ThinkingAsync(turn, ThinkingStages.Waiting, null, cancellationToken);
        }

        await done.CancelAsync();
        return await awaited;
    }

    /// <summary>
    /// Appends an <c>assistant:thinking</c> for a tool.
    /// </summary>
    public Task ToolAsync(TurnMessage turn, string? agent, string tool, ToolState state, CancellationToken cancellationToken) =>
        log.AppendProgressAsync(
            turn.SessionId,
            Thinking(turn, ThinkingStages.Tool, agent) with
            {
                Tool = tool,
                ToolState = state,
            },
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
