using Services.Contracts.Ids;

namespace Services.Orchestrator.Turns;

/// <summary>
/// Lets the turns of one session pass one after another, in the order in which they entered; sessions do not touch. Thread safe.
/// </summary>
internal sealed class SessionLine
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SessionId, Task> _tails = [];

    /// <summary>Sessions with somebody in line.</summary>
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

    /// <summary>Takes a place at the end of the session's line. Dispose it, passed or not, to let the next one pass.</summary>
    public Place Enter(SessionId session)
    {
        lock (_gate)
        {
            var before = _tails.GetValueOrDefault(session, Task.CompletedTask);
            var place = new Place(this, session, before);
            _tails[session] = place.Left;
            return place;
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

    /// <summary>A place in line.</summary>
    internal sealed class Place : IDisposable
    {
        private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly SessionLine _line;
        private readonly SessionId _session;
        private readonly Task _before;

        public Place(SessionLine line, SessionId session, Task before)
        {
            _line = line;
            _session = session;
            _before = before;
            Left = LeaveAsync();
        }

        public Task Left { get; }

        /// <summary>Completes when everybody before has left.</summary>
        public Task PassAsync(CancellationToken cancellationToken) => _before.WaitAsync(cancellationToken);

        public void Dispose()
        {
            _left.TrySetResult();
        }

        private async Task LeaveAsync()
        {
            // Who gives up its place early must not let its successor overtake those before it.
            await Task.WhenAll(_before, _left.Task);
            _line.Leave(_session, Left);
        }
    }
}
