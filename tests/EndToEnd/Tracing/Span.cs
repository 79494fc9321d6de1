using System.Text.Json;

namespace EndToEnd.Tracing;

/// <summary>A span out of OTLP JSON.</summary>
internal sealed record Span(
    string Id,
    string? Parent,
    string Name,
    int Kind,
    string Service,
    string Instance,
    IReadOnlyDictionary<string, string> Attributes
)
{
    /// <summary>OTLP's <c>SPAN_KIND_PRODUCER</c> and <c>SPAN_KIND_CONSUMER</c>.</summary>
    public const int Producer = 4,
        Consumer = 5;

    /// <summary>The spans of <c>resourceSpans</c>.</summary>
    public static IReadOnlyList<Span> ReadAll(JsonElement data) =>
        [
            .. from resource in data.GetProperty("resourceSpans").EnumerateArray()
            let of = ReadAttributes(resource.GetProperty("resource"))
            from scope in resource.GetProperty("scopeSpans").EnumerateArray()
            from span in scope.GetProperty("spans").EnumerateArray()
            select Read(span, of.GetValueOrDefault("service.name", ""), of.GetValueOrDefault("service.instance.id", "")),
        ];

    public bool Is(string system) =>
        Attributes.Any(attribute => attribute.Key is "db.system" or "db.system.name" or "messaging.system" && attribute.Value == system);

    public override string ToString() => $"{Service}: {Name} ({Id} in {Parent ?? "nothing"})";

    private static Span Read(JsonElement span, string service, string instance)
    {
        var parent = span.TryGetProperty("parentSpanId", out var id) ? id.GetString() : null;
        return new Span(
            span.GetProperty("spanId").GetString()!,
            string.IsNullOrEmpty(parent) ? null : parent,
            span.GetProperty("name").GetString()!,
            span.TryGetProperty("kind", out var kind) ? kind.GetInt32() : 0,
            service,
            instance,
            ReadAttributes(span)
        );
    }

    public static Dictionary<string, string> ReadAttributes(JsonElement of)
    {
        Dictionary<string, string> attributes = [];
        if (of.TryGetProperty("attributes", out var list))
        {
            foreach (var attribute in list.EnumerateArray())
            {
                attributes[attribute.GetProperty("key").GetString()!] = attribute
                    .GetProperty("value")
                    .EnumerateObject()
                    .FirstOrDefault()
                    .Value.ToString();
            }
        }

        return attributes;
    }
}
