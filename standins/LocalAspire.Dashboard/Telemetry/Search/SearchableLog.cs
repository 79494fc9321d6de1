namespace LocalAspire.Dashboard.Telemetry.Search;

/// <summary>A log record, for searching.</summary>
internal readonly struct SearchableLog(LogEntry entry) : ISearchable
{
    public static bool IsField(string name) => name is "severity" or "level" or "resource" or "scope" or "category" or "message" or "msg"
        or "trace-id" or "traceid" or "span-id" or "spanid" or "event";

    public string? Field(string name) => name switch
    {
        "severity" or "level" => Severity.NameOf(entry.Record.SeverityNumber),
        "resource" => entry.Resource.CompositeName,
        "scope" or "category" => entry.Scope.Name,
        "message" or "msg" => entry.Record.Body.ToString(),
        "trace-id" or "traceid" => entry.Record.TraceId.IsValid ? entry.Record.TraceId.ToString() : null,
        "span-id" or "spanid" => entry.Record.SpanId.IsValid ? entry.Record.SpanId.ToString() : null,
        "event" => entry.Record.EventName,
        _ => null,
    };

    public string? Attribute(string name) => entry.Record.Attributes.Find(name) ?? entry.Resource.Attributes.Find(name);

    public bool Contains(string text) =>
        entry.Record.Body.ToString().Contains(text, StringComparison.OrdinalIgnoreCase)
        || entry.Scope.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
        || entry.Resource.CompositeName.Contains(text, StringComparison.OrdinalIgnoreCase)
        || entry.Record.EventName.Contains(text, StringComparison.OrdinalIgnoreCase)
        || entry.Record.Attributes.Contains(text)
        || (entry.Record.TraceId.IsValid && entry.Record.TraceId.ToString().Contains(text, StringComparison.OrdinalIgnoreCase));
}
