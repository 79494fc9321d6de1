namespace LocalAspire.Dashboard.Otlp.Model;

/// <summary>One log record. Times are nanoseconds since the Unix epoch.</summary>
internal sealed class LogRecord
{
    public ulong Time { get; init; }

    public ulong ObservedTime { get; init; }

    /// <summary>1 to 24, four for each of Trace, Debug, Information, Warning, Error, Critical; 0 is unspecified.</summary>
    public int SeverityNumber { get; init; }

    public string SeverityText { get; init; } = "";

    public AttributeValue Body { get; init; }

    public AttributeList Attributes { get; init; } = AttributeList.Empty;

    public TraceId TraceId { get; init; }

    public SpanId SpanId { get; init; }

    public uint Flags { get; init; }

    public string EventName { get; init; } = "";

    /// <summary>When it happened, or when it was observed if that is not known.</summary>
    public ulong EffectiveTime => Time != 0 ? Time : ObservedTime;
}
