using System.Globalization;

namespace LocalAspire.Dashboard.Telemetry.Search;

/// <summary>A span, for searching. Durations are milliseconds.</summary>
internal readonly struct SearchableSpan(SpanEntry entry) : ISearchable
{
    public static bool IsField(string name) => name is "name" or "resource" or "scope" or "source" or "status" or "kind"
        or "trace-id" or "traceid" or "span-id" or "spanid" or "duration";

    public string? Field(string name) => name switch
    {
        "name" => entry.Span.Name,
        "resource" => entry.Resource.CompositeName,
        "scope" or "source" => entry.Scope.Name,
        "status" => entry.Span.Status.ToString(),
        "kind" => entry.Span.Kind.ToString(),
        "trace-id" or "traceid" => entry.Span.TraceId.ToString(),
        "span-id" or "spanid" => entry.Span.SpanId.ToString(),
        "duration" => (entry.Span.Duration / 1e6).ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    public string? Attribute(string name) => entry.Span.Attributes.Find(name) ?? entry.Resource.Attributes.Find(name);

    public bool Contains(string text) =>
        entry.Span.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
        || entry.Resource.CompositeName.Contains(text, StringComparison.OrdinalIgnoreCase)
        || entry.Scope.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
        || entry.Span.StatusMessage.Contains(text, StringComparison.OrdinalIgnoreCase)
        || entry.Span.TraceId.ToString().Contains(text, StringComparison.OrdinalIgnoreCase)
        || entry.Span.SpanId.ToString().Contains(text, StringComparison.OrdinalIgnoreCase)
        || entry.Span.Attributes.Contains(text)
        || entry.Span.Events.Any(item => item.Name.Contains(text, StringComparison.OrdinalIgnoreCase) || item.Attributes.Contains(text));
}
