namespace LocalAspire.Dashboard.Otlp.Model;

/// <summary>What one resource sent, grouped by scope: the shape of ResourceSpans, ResourceLogs and ResourceMetrics.</summary>
internal sealed record ResourceBatch<T>(AttributeList Resource, IReadOnlyList<ScopeBatch<T>> Scopes);

/// <summary>What one scope of a resource sent.</summary>
internal sealed record ScopeBatch<T>(InstrumentationScope Scope, IReadOnlyList<T> Items);

/// <summary>The library that produced the telemetry.</summary>
internal sealed record InstrumentationScope(string Name, string Version, AttributeList Attributes)
{
    public static readonly InstrumentationScope Unknown = new("", "", AttributeList.Empty);
}
