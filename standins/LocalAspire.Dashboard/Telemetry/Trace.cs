using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Telemetry;

/// <summary>What is known of a trace at one moment. Immutable.</summary>
internal sealed class Trace
{
    private Trace(TraceId id, SpanEntry[] spans, int dropped, SpanEntry root, ulong start, ulong end, int errors)
    {
        (Id, Spans, Dropped, Root, Start, End, Errors) = (id, spans, dropped, root, start, end, errors);
    }

    public TraceId Id { get; }

    /// <summary>By start time; never empty.</summary>
    public IReadOnlyList<SpanEntry> Spans { get; }

    /// <summary>Spans beyond the limit.</summary>
    public int Dropped { get; }

    /// <summary>The earliest span without a parent, or the earliest of all while that has not arrived.</summary>
    public SpanEntry Root { get; }

    public ulong Start { get; }

    public ulong End { get; }

    public ulong Duration => End > Start ? End - Start : 0;

    public int Errors { get; }

    public bool HasErrors => Errors > 0;

    public static Trace From(TraceId id, IEnumerable<SpanEntry> entries, int dropped)
    {
        var spans = entries.OrderBy(entry => entry.Span.Start).ToArray();
        var root = Array.Find(spans, entry => !entry.Span.ParentSpanId.IsValid) ?? spans[0];
        return new Trace(
            id,
            spans,
            dropped,
            root,
            spans[0].Span.Start,
            spans.Max(entry => entry.Span.End),
            spans.Count(entry => entry.Span.IsError));
    }
}
