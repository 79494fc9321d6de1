using LocalAspire.Dashboard.Otlp.Model;
using LocalAspire.Dashboard.Telemetry;

namespace LocalAspire.Dashboard.Pages.Traces;

/// <summary>One line of a waterfall. Left and width are percent of the trace's duration.</summary>
internal sealed record WaterfallRow(SpanEntry Entry, int Depth, int Descendants, bool IsOrphan, double Left, double Width);

/// <summary>
/// The spans of a trace as a tree, parents before children, siblings by start time. A span whose parent is not in the trace is an orphan
/// and stands at the top level; so does one span of each cycle.
/// </summary>
internal sealed class Waterfall
{
    private Waterfall(Trace trace, List<WaterfallRow> rows)
    {
        Trace = trace;
        Rows = rows;
    }

    public Trace Trace { get; }

    public IReadOnlyList<WaterfallRow> Rows { get; }

    public int Orphans => Rows.Count(row => row.IsOrphan);

    public int Depth => Rows.Max(row => row.Depth) + 1;

    public static Waterfall Of(Trace trace)
    {
        var present = trace.Spans.Select(entry => entry.Span.SpanId).ToHashSet();
        var children = trace.Spans.Where(entry => entry.Span.ParentSpanId.IsValid)
            .ToLookup(entry => entry.Span.ParentSpanId);
        var rows = new List<WaterfallRow>(trace.Spans.Count);
        var visited = new HashSet<SpanId>();

        foreach (var root in trace.Spans.Where(entry => !entry.Span.ParentSpanId.IsValid))
        {
            AddTree(root, isOrphan: false);
        }

        foreach (var orphan in trace.Spans.Where(entry => entry.Span.ParentSpanId.IsValid && !present.Contains(entry.Span.ParentSpanId)))
        {
            AddTree(orphan, isOrphan: true);
        }

        foreach (var cyclic in trace.Spans.Where(entry => !visited.Contains(entry.Span.SpanId)))
        {
            AddTree(cyclic, isOrphan: true);
        }

        return new Waterfall(trace, CountDescendants(rows));

        // Not recursive: a trace may be thousands of spans deep.
        void AddTree(SpanEntry top, bool isOrphan)
        {
            var pending = new Stack<(SpanEntry Entry, int Depth)>();
            pending.Push((top, 0));
            while (pending.TryPop(out var current))
            {
                if (!visited.Add(current.Entry.Span.SpanId))
                {
                    continue;
                }

                rows.Add(Row(trace, current.Entry, current.Depth, isOrphan && current.Depth == 0));
                foreach (var child in children[current.Entry.Span.SpanId].Reverse())
                {
                    pending.Push((child, current.Depth + 1));
                }
            }
        }
    }

    private static WaterfallRow Row(Trace trace, SpanEntry entry, int depth, bool isOrphan)
    {
        const double LeastWidth = 0.15;
        var total = Math.Max(1, trace.Duration);
        var left = Math.Clamp(100.0 * (entry.Span.Start - trace.Start) / total, 0, 100 - LeastWidth);
        var width = Math.Clamp(100.0 * entry.Span.Duration / total, LeastWidth, 100 - left);
        return new WaterfallRow(entry, depth, 0, isOrphan, left, width);
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
