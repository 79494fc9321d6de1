using System.Runtime.CompilerServices;
using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Telemetry;

/// <summary>The latest log records in a ring. Thread-safe.</summary>
internal sealed class LogStore(DashboardLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Queue<LogEntry> _entries = [];
    private readonly Feed<LogEntry> _feed = new();
    private long _lastId;
    private long _version;

    /// <summary>Grows with each change.</summary>
    public long Version => Interlocked.Read(ref _version);

    public void Add(TelemetryResource resource, InstrumentationScope scope, IReadOnlyList<LogRecord> records)
    {
        lock (_gate)
        {
            var added = _feed.IsFollowed ? new List<LogEntry>(records.Count) : null;
            foreach (var record in records)
            {
                var entry = new LogEntry(++_lastId, resource, scope, record);
                if (_entries.Count >= limits.Logs)
                {
                    _entries.Dequeue();
                }

                _entries.Enqueue(entry);
                added?.Add(entry);
            }

            resource.HasLogs |= records.Count > 0;
            Interlocked.Increment(ref _version);
            if (added?.Count > 0)
            {
                _feed.Publish(added);
            }
        }
    }

    /// <summary>Every record, by time.</summary>
    public IReadOnlyList<LogEntry> All()
    {
        LogEntry[] entries;
        lock (_gate)
        {
            entries = [.. _entries];
        }

        Sort(entries);
        return entries;
    }

    /// <summary>The records that are here, by time, then those that come, in the order of their arrival, none twice.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogEntry>> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LogEntry[] present;
        System.Threading.Channels.Channel<IReadOnlyList<LogEntry>> channel;
        lock (_gate)
        {
            present = [.. _entries];
            channel = _feed.Attach();
        }

        try
        {
            Sort(present);
            yield return present;
            await foreach (var added in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return added;
            }
        }
        finally
        {
            lock (_gate)
            {
                _feed.Detach(channel);
            }
        }
    }

    private static void Sort(LogEntry[] entries) => Array.Sort(entries, static (left, right) =>
        left.Record.EffectiveTime.CompareTo(right.Record.EffectiveTime) is var byTime && byTime != 0
            ? byTime
            : left.Id.CompareTo(right.Id));
}
