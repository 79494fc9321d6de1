using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace LocalAspire.Supervision;

/// <summary>What is known of all instances. Thread-safe; writers never wait.</summary>
internal sealed class StatusBoard
{
    // A follower that is slower than this many changes misses the oldest of them.
    private const int Backlog = 4_096;

    private readonly Lock _gate = new();
    private readonly List<string> _order = [];
    private readonly Dictionary<string, UnitStatus> _statuses = [];
    private readonly List<Channel<UnitStatus>> _followers = [];

    /// <summary>All instances, in the order of the model.</summary>
    public IReadOnlyList<UnitStatus> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _order.Select(id => _statuses[id])];
            }
        }
    }

    public UnitStatus? Find(string instanceId)
    {
        lock (_gate)
        {
            return _statuses.GetValueOrDefault(instanceId);
        }
    }

    public void Add(UnitStatus status)
    {
        lock (_gate)
        {
            _order.Add(status.InstanceId);
            _statuses.Add(status.InstanceId, status);
        }
    }

    public UnitStatus Update(string instanceId, Func<UnitStatus, UnitStatus> change)
    {
        lock (_gate)
        {
            var status = change(_statuses[instanceId]);
            if (status != _statuses[instanceId])
            {
                _statuses[instanceId] = status;
                _followers.ForEach(f => f.Writer.TryWrite(status));
            }

            return status;
        }
    }

    /// <summary>The present statuses, then each change.</summary>
    public async IAsyncEnumerable<UnitStatus> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var follower = Channel.CreateBounded<UnitStatus>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest });
        IReadOnlyList<UnitStatus> present;
        lock (_gate)
        {
            present = [.. _order.Select(id => _statuses[id])];
            _followers.Add(follower);
        }

        try
        {
            foreach (var status in present)
            {
                yield return status;
            }

            await foreach (var status in follower.Reader.ReadAllAsync(cancellationToken))
            {
                yield return status;
            }
        }
        finally
        {
            lock (_gate)
            {
                _followers.Remove(follower);
            }
        }
    }

    /// <summary>Returns once the condition holds for all instances together.</summary>
    public async Task WaitAsync(Func<IReadOnlyList<UnitStatus>, bool> condition, CancellationToken cancellationToken)
    {
        await foreach (var _ in WatchAsync(cancellationToken))
        {
            if (condition(All))
            {
                return;
            }
        }
    }
}
