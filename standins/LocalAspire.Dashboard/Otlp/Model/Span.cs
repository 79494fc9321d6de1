namespace LocalAspire.Dashboard.Otlp.Model;

/// <summary>OTLP's SpanKind, by its numbers.</summary>
internal enum SpanKind
{
    Unspecified = 0,
    Internal = 1,
    Server = 2,
    Client = 3,
    Producer = 4,
    Consumer = 5,
}

/// <summary>OTLP's StatusCode, by its numbers.</summary>
internal enum SpanStatus
{
    Unset = 0,
    Ok = 1,
    Error = 2,
}

/// <summary>One finished operation. Times are nanoseconds since the Unix epoch.</summary>
internal sealed class Span
{
    public required TraceId TraceId { get; init; }

    public required SpanId SpanId { get; init; }

    public SpanId ParentSpanId { get; init; }

    public string TraceState { get; init; } = "";

    public string Name { get; init; } = "";

    public SpanKind Kind { get; init; }

    public ulong Start { get; init; }

    public ulong End { get; init; }

    public AttributeList Attributes { get; init; } = AttributeList.Empty;

    public IReadOnlyList<SpanEvent> Events { get; init; } = [];

    public int DroppedEvents { get; init; }

    public IReadOnlyList<SpanLink> Links { get; init; } = [];

    public int DroppedLinks { get; init; }

    public SpanStatus Status { get; init; }

    public string StatusMessage { get; init; } = "";

    public uint Flags { get; init; }

    public bool IsError => Status == SpanStatus.Error;

    /// <summary>Zero when the clock went backwards.</summary>
    public ulong Duration => End > Start ? End - Start : 0;
}

/// <summary>Something that happened during a span.</summary>
internal sealed record SpanEvent(ulong Time, string Name, AttributeList Attributes);

/// <summary>A span of this or another trace that caused this one.</summary>
internal sealed record SpanLink(TraceId TraceId, SpanId SpanId, string TraceState, AttributeList Attributes, uint Flags);
