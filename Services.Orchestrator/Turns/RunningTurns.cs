using System.Collections.Concurrent;
using Services.Contracts.Ids;
using Services.Contracts.Turns;

namespace Services.Orchestrator.Turns;

/// <summary>The turns that run in this process, and the means to interrupt them. Thread safe.</summary>
internal sealed class RunningTurns
{
    private readonly ConcurrentDictionary<TurnId, Entry> _entries = new();

    /// <summary>How many turns run.</summary>
    public int Count => _entries.Count;

    /// <summary>Notes that a turn runs, until disposed.</summary>
    public IDisposable Register(TurnMessage turn)
    {
        var entry = new Entry(this, turn);
        if (!_entries.TryAdd(turn.TurnId, entry))
        {
            throw new InvalidOperationException($"Turn {turn.TurnId} runs already.");
        }

        return entry;
    }

    /// <summary>Signals that the user does not want the rest of a running turn's reply.</summary>
    public CancellationToken InterruptionTokenOf(TurnId turn) =>
        _entries.TryGetValue(turn, out var entry) ? entry.Token : CancellationToken.None;

    /// <summary>Interrupts what the request names; harmless where it does not run here.</summary>
    public void Interrupt(CancelRequested request)
    {
        foreach (var entry in _entries.Values)
        {
            if (entry.Turn.SessionId == request.SessionId && Matches(request.MessageId, entry.Turn))
            {
                entry.Interrupt();
            }
        }
    }

    /// <summary>
    /// Whether a cancellation of <paramref name="message"/> (the user's message or the reply; null for any) is about this turn.
    /// </summary>
    public static bool Matches(MessageId? message, TurnMessage turn) =>
        message is not { } id || id == turn.MessageId || id == turn.TurnId.ReplyId;

    private sealed class Entry(RunningTurns owner, TurnMessage turn) : IDisposable
    {
        private readonly CancellationTokenSource _source = new();

        public TurnMessage Turn { get; } = turn;

        public CancellationToken Token => _source.Token;

        public void Interrupt()
        {
            try
            {
                _source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It ended at this very moment.
            }
        }

        public void Dispose()
        {
            owner._entries.TryRemove(Turn.TurnId, out _);
            _source.Dispose();
        }
    }
}
