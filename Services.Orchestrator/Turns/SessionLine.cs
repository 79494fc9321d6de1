using Services.Contracts.Ids;

namespace Services.Orchestrator.Turns;

/// <summary>Lets the turns of one session pass one after another, in the order in which they entered; sessions do not touch. Thread safe.</summary>
internal sealed class SessionLine
{
    private readonly Lock gate = new();
    private readonly Dictionary<SessionId, Task> tails = [];

    /// <summary>Sessions with somebody in line.</summary>
    public int Count
    {
        get
        {
            lock (gate) return tails.Count;
        }
    }

    /// <summary>Takes a place at the end of the session's line. Dispose it, passed or not, to let the next one pass.</summary>
    public Place Enter(SessionId session)
    {
        lock (gate)
        {
            var before = tails.GetValueOrDefault(session, Task.CompletedTask);
            var place = new Place(this, session, before);
            tails[session] = place.Left;
            return place;
        }
    }

    private void Leave(SessionId session, Task left)
    {
        lock (gate)
        {
            if (tails.TryGetValue(session, out var tail) && tail == left) tails.Remove(session);
        }
    }

    /// <summary>A place in line.</summary>
    internal sealed class Place : IDisposable
    {
        private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly SessionLine line;
        private readonly SessionId session;
        private readonly Task before;

        public Place(SessionLine line, SessionId session, Task before)
        {
            this.line = line;
            this.session = session;
            this.before = before;
            // Who gives up its place early must not let its successor overtake those before it.
            Left = Task.WhenAll(before, left.Task);
        }

        public Task Left { get; }

        /// <summary>Completes when everybody before has left.</summary>
        public Task PassAsync(CancellationToken cancellationToken) => before.WaitAsync(cancellationToken);

        public void Dispose()
        {
            if (!left.TrySetResult()) return;
            if (before.IsCompleted) line.Leave(session, Left);
            else _ = before.ContinueWith(_ => line.Leave(session, Left), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
