using System.Runtime.CompilerServices;
using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Telemetry;

/// <summary>
/// The latest traces. When there are too many traces or spans, the trace whose first span arrived earliest goes. A span that a sender
/// repeats is kept once. Thread-safe.
/// </summary>
internal sealed class TraceStore(DashboardLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TraceId, Buffer> _traces = [];
    private readonly Queue<TraceId> _order = [];
    private readonly Feed<SpanEntry> _feed = new();
    private int _spans;
    private long _version;

    /// <summary>Grows with each change.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Keeps spans; returns how many were refused because they lack a valid trace or span id.</summary>
    public int Add(TelemetryResource resource, InstrumentationScope scope, IReadOnlyList<Span> spans)
    {
        var rejected = 0;
        lock (_gate)
        {
            var added = _feed.IsFollowed ? new List<SpanEntry>(spans.Count) : null;
            foreach (var span in spans)
            {
                if (!span.TraceId.IsValid || !span.SpanId.IsValid)
                {
                    rejected++;
                    continue;
                }

                var entry = new SpanEntry(resource, scope, span);
                if (BufferOf(span.TraceId).TryAdd(entry, limits.SpansPerTrace))
                {
                    _spans++;
                    added?.Add(entry);
                }
            }

            resource.HasSpans |= rejected < spans.Count;
            Evict();
            Interlocked.Increment(ref _version);
            if (added?.Count > 0)
            {
                _feed.Publish(added);
            }
        }

        return rejected;
    }

    public Trace? Find(TraceId id)
    {
        lock (_gate)
        {
            return _traces.TryGetValue(id, out var buffer) ? buffer.Snapshot(id) : null;
        }
    }

    /// <summary>Every trace, by start time.</summary>
    public IReadOnlyList<Trace> All()
    {
        Trace[] traces;
        lock (_gate)
        {
            var index = 0;
            traces = new Trace[_traces.Count];
            foreach (var (id, buffer) in _traces)
            {
                traces[index++] = buffer.Snapshot(id);
            }
        }

        Array.Sort(traces, static (left, right) => left.Start.CompareTo(right.Start));
        return traces;
    }

    /// <summary>The spans that are here, by start time, then those that come, in the order of their arrival, none twice.</summary>
    public async IAsyncEnumerable<IReadOnlyList<SpanEntry>> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<SpanEntry> present = [];
        System.Threading.Channels.Channel<IReadOnlyList<SpanEntry>> channel;
        lock (_gate)
        {
            foreach (var buffer in _traces.Values)
            {
                present.AddRange(buffer.Entries);
            }

            channel = _feed.Attach();
        }

        try
        {
            present.Sort(static (left, right) => left.Span.Start.CompareTo(right.Span.Start));
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

    private Buffer BufferOf(TraceId id)
    {
        if (!_traces.TryGetValue(id, out var buffer))
        {
            _traces.Add(id, buffer = new Buffer());
            _order.Enqueue(id);
        }

        return buffer;
    }

    private void Evict()
    {
        while ((_traces.Count > limits.Traces || _spans > limits.Spans) && _traces.Count > 1 && _order.TryDequeue(out var oldest))
        {
            _traces.Remove(oldest, out var buffer);
            _spans -= buffer!.Entries.Count;
        }
    }

    private sealed class Buffer
    {
        private readonly HashSet<SpanId> _ids = [];
        private int _dropped;
        private Trace? _snapshot;

        public List<SpanEntry> Entries { get; } = [];

        public bool TryAdd(SpanEntry entry, int limit)
        {
            if (Entries.Count >= limit)
            {
                _dropped++;
                _snapshot = null;
                return false;
            }

            if (!_ids.Add(entry.Span.SpanId))
            {
                return false;
            }

            Entries.Add(entry);
            _snapshot = null;
            return true;
        }

        public Trace Snapshot(TraceId id) => _snapshot ??= Trace.From(id, Entries, _dropped);
    }
}
