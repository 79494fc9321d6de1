using Services.Contracts.Ids;

namespace Services.Orchestrator.Turns;

/// <summary>
/// Lets the turns of one session pass one after another, in the order in which they entered; sessions do not touch. Thread safe.
/// </summary>
internal sealed class SessionQueue
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SessionId, Task> _tails = [];

    /// <summary>Sessions that somebody waits in.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _tails.Count;
            }
        }
    }

    /// <summary>Takes a position at the end of the session's queue. Dispose it, passed or not, to let the next one pass.</summary>
    public Position Enqueue(SessionId session)
    {
        lock (_gate)
        {
            var before = _tails.GetValueOrDefault(session, Task.CompletedTask);
            var position = new Position(this, session, before);
            _tails[session] = position.Released;
            return position;
        }
    }

    private void Leave(SessionId session, Task left)
    {
        lock (_gate)
        {
            if (_tails.TryGetValue(session, out var tail) && tail == left)
            {
                _tails.Remove(session);
            }
        }
    }

    /// <summary>A position in a session's queue.</summary>
    internal sealed class Position : IDisposable
    {
        private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly SessionQueue _queue;
        private readonly SessionId _session;
        private readonly Task _before;

        public Position(SessionQueue queue, SessionId session, Task before)
        {
            _queue = queue;
            _session = session;
            _before = before;
            Released = LeaveAsync();
        }

        /// <summary>Completes when this position and all before it are given up.</summary>
        public Task Released { get; }

        /// <summary>True if nobody is before.</summary>
        public bool IsFirst => _before.IsCompleted;

        /// <summary>Completes when everybody before has left.</summary>
        public Task WaitAsync(CancellationToken cancellationToken) => _before.WaitAsync(cancellationToken);

        public void Dispose() => _left.TrySetResult();

        private async Task LeaveAsync()
        {
            // Who gives up its position early must not let its successor overtake those before it.
            await Task.WhenAll(_before, _left.Task);
            _queue.Leave(_session, Released);
        }
    }
}
