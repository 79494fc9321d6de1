using LocalAspire.Dashboard.Otlp.Model;
using LocalAspire.Dashboard.Telemetry;

namespace LocalAspire.Dashboard.Pages.Traces;

/// <summary>
/// One line of a waterfall. Left and width are percent of the trace's duration. A missing span is known only from its children: it has their
/// parent's id and the time that they span.
/// </summary>
internal sealed record WaterfallRow(SpanEntry Entry, bool IsMissing, int Depth, int Descendants, double Left, double Width);

/// <summary>
/// The spans of a trace as a tree, parents before children, siblings by start time. A parent that is not in the trace has a row all the same,
/// below the root if there is one: whatever it was, it descends from there. One span of each cycle stands at the top level.
/// </summary>
internal sealed class Waterfall
{
    private static readonly TelemetryResource Nowhere = new("", "");

    private Waterfall(Trace trace, List<WaterfallRow> rows, int orphans)
    {
        Trace = trace;
        Rows = rows;
        Orphans = orphans;
    }

    public Trace Trace { get; }

    public IReadOnlyList<WaterfallRow> Rows { get; }

    /// <summary>Spans whose parent is missing.</summary>
    public int Orphans { get; }

    public int Depth => Rows.Max(row => row.Depth) + 1;

    public static Waterfall Of(Trace trace)
    {
        var present = trace.Spans.Select(entry => entry.Span.SpanId).ToHashSet();
        var orphans = trace.Spans.Where(entry => entry.Span.ParentSpanId is { IsValid: true } parent && !present.Contains(parent))
            .ToLookup(entry => entry.Span.ParentSpanId);
        var spans = trace.Spans.Concat(orphans.Select(children => Missing(trace, children.Key, children))).OrderBy(entry => entry.Span.Start).ToList();
        var children = spans.Where(entry => entry.Span.ParentSpanId.IsValid).ToLookup(entry => entry.Span.ParentSpanId);
        var rows = new List<WaterfallRow>(spans.Count);
        var visited = new HashSet<SpanId>();

        foreach (var root in spans.Where(entry => !entry.Span.ParentSpanId.IsValid))
        {
            AddTree(root);
        }

        foreach (var cyclic in spans.Where(entry => !visited.Contains(entry.Span.SpanId)))
        {
            AddTree(cyclic);
        }

        return new Waterfall(trace, CountDescendants(rows), orphans.Sum(group => group.Count()));

        // Not recursive: a trace may be thousands of spans deep.
        void AddTree(SpanEntry top)
        {
            var pending = new Stack<(SpanEntry Entry, int Depth)>();
            pending.Push((top, 0));
            while (pending.TryPop(out var current))
            {
                var id = current.Entry.Span.SpanId;
                if (!visited.Add(id))
                {
                    continue;
                }

                rows.Add(Row(trace, current.Entry, orphans.Contains(id), current.Depth));
                foreach (var child in children[id].Reverse())
                {
                    pending.Push((child, current.Depth + 1));
                }
            }
        }
    }

    private static SpanEntry Missing(Trace trace, SpanId id, IEnumerable<SpanEntry> children) => new(Nowhere, InstrumentationScope.Unknown, new Span
    {
        TraceId = trace.Id,
        SpanId = id,
        ParentSpanId = trace.Root.Span.ParentSpanId.IsValid ? default : trace.Root.Span.SpanId,
        Start = children.Min(entry => entry.Span.Start),
        End = children.Max(entry => entry.Span.End),
    });

    private static WaterfallRow Row(Trace trace, SpanEntry entry, bool isMissing, int depth)
    {
        const double LeastWidth = 0.15;
        var total = Math.Max(1, trace.Duration);
        var left = Math.Clamp(100.0 * (entry.Span.Start - trace.Start) / total, 0, 100 - LeastWidth);
        var width = Math.Clamp(100.0 * entry.Span.Duration / total, LeastWidth, 100 - left);
        return new WaterfallRow(entry, isMissing, depth, 0, left, width);
    }

    private static List<WaterfallRow> CountDescendants(List<WaterfallRow> rows)
    {
        var open = new Stack<int>();
        for (var index = 0; index <= rows.Count; index++)
        {
            while (open.TryPeek(out var ancestor) && (index == rows.Count || rows[index].Depth <= rows[ancestor].Depth))
            {
                rows[ancestor] = rows[ancestor] with { Descendants = index - ancestor - 1 };
                open.Pop();
            }

            if (index < rows.Count)
            {
                open.Push(index);
            }
        }

        return rows;
    }
}
