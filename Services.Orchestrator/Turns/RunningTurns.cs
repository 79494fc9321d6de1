using System.Collections.Concurrent;
using Services.Contracts.Ids;
using Services.Contracts.Turns;

namespace Services.Orchestrator.Turns;

/// <summary>The turns that run in this process, and the means to interrupt them. Thread safe.</summary>
internal sealed class RunningTurns
{
    private readonly ConcurrentDictionary<TurnId, RunningTurn> _turns = new();

    /// <summary>How many turns run.</summary>
    public int Count => _turns.Count;

    /// <summary>Notes that a turn runs.</summary>
    public void Add(RunningTurn running)
    {
        if (!_turns.TryAdd(running.Turn.TurnId, running))
        {
            throw new InvalidOperationException($"Turn {running.Turn.TurnId} runs already.");
        }
    }

    /// <summary>Notes that it does not any more.</summary>
    public void Remove(RunningTurn running) => _turns.TryRemove(KeyValuePair.Create(running.Turn.TurnId, running));

    /// <summary>The turn that runs under this id.</summary>
    public RunningTurn Of(TurnId turn) =>
        _turns.TryGetValue(turn, out var running) ? running : throw new InvalidOperationException($"Turn {turn} does not run here.");

    /// <summary>Interrupts what the request names; harmless where it does not run here.</summary>
    public void Interrupt(CancelRequested request)
    {
        foreach (var running in _turns.Values)
        {
            if (running.Turn.SessionId == request.SessionId && Matches(request.MessageId, running.Turn))
            {
                running.Interrupt();
            }
        }
    }

    /// <summary>
    /// Whether a cancellation of <paramref name="message"/> (the user's message or the reply; null for any) is about this turn.
    /// </summary>
    public static bool Matches(MessageId? message, TurnMessage turn) =>
        message is not { } id || id == turn.MessageId || id == turn.TurnId.ReplyId;
}
