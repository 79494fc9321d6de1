using Chaos.Audit;

namespace Chaos.Clients;

/// <summary>What a client has seen so far, and the wait for more.</summary>
internal sealed class Sightings
{
    private readonly List<Seen> _events = [];
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _last;

    public IReadOnlyList<Seen> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>The highest number seen, which a client that comes back names.</summary>
    public long Last => Interlocked.Read(ref _last);

    public void Add(Seen seen)
    {
        lock (_gate)
        {
            _events.Add(seen);
            _last = Math.Max(_last, seen.Seq ?? seen.From ?? 0);
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>The first event that fits, seen before or from now on; null if none came in time.</summary>
    public async Task<Seen?> FindAsync(Func<Seen, bool> fits, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        var looked = 0;
        while (true)
        {
            Task change;
            lock (_gate)
            {
                for (; looked < _events.Count; looked++)
                {
                    if (fits(_events[looked]))
                    {
                        return _events[looked];
                    }
                }

                change = _changed.Task;
            }

            try
            {
                await change.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    /// <summary>The end of a reply.</summary>
    public Task<Seen?> EndingAsync(string replyId, TimeSpan patience, CancellationToken cancellationToken) =>
        FindAsync(seen => seen.IsEnding && seen.MessageId == replyId, patience, cancellationToken);
}
