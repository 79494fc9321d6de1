using System.Text.Json;
using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Otlp.Json;

/// <summary>The parts that all three signals share, in OTLP's JSON mapping.</summary>
internal sealed class JsonCommonDecoder(DashboardLimits limits)
{
    private const int MaxDepth = 64;

    /// <summary>Resources, in them scopes, in them items.</summary>
    public List<ResourceBatch<T>> ReadRequest<T>(
        ReadOnlyMemory<byte> request, string resources, string scopes, string items, Func<JsonElement, T> readItem)
    {
        using var document = Parse(request);
        var batches = new List<ResourceBatch<T>>();
        foreach (var resource in document.RootElement.Items(resources))
        {
            var scopeBatches = new List<ScopeBatch<T>>();
            foreach (var scope in resource.Items(scopes))
            {
                scopeBatches.Add(new ScopeBatch<T>(ReadScope(scope), [.. scope.Items(items).Select(readItem)]));
            }

            var attributes = resource.TryGet("resource", out var described) ? ReadAttributes(described) : AttributeList.Empty;
            batches.Add(new ResourceBatch<T>(attributes, scopeBatches));
        }

        return batches;
    }

    /// <summary>The members <c>attributes</c> and <c>droppedAttributesCount</c>.</summary>
    public AttributeList ReadAttributes(JsonElement parent, string name = "attributes")
    {
        var kept = new List<OtlpAttribute>();
        var dropped = parent.Count("droppedAttributesCount");
        foreach (var attribute in parent.Items(name))
        {
            if (kept.Count < limits.Attributes)
            {
                var value = attribute.TryGet("value", out var any) ? ReadValue(any) : default;
                kept.Add(new OtlpAttribute(Cut(attribute.Text("key")), value));
            }
            else if (dropped < int.MaxValue)
            {
                dropped++;
            }
        }

        return kept.Count == 0 && dropped == 0 ? AttributeList.Empty : new AttributeList([.. kept], dropped);
    }

    /// <summary>AnyValue. Its depth is bounded by the parser.</summary>
    public AttributeValue ReadValue(JsonElement any)
    {
        if (any.TryGet("stringValue", out _))
        {
            return AttributeValue.Of(Cut(any.Text("stringValue")));
        }

        if (any.TryGet("intValue", out var integer))
        {
            return AttributeValue.Of(JsonReading.ReadSigned(integer, "intValue"));
        }

        if (any.TryGet("doubleValue", out var real))
        {
            return AttributeValue.Of(JsonReading.ReadReal(real, "doubleValue"));
        }

        if (any.TryGet("boolValue", out _))
        {
            return AttributeValue.Of(any.Flag("boolValue"));
        }

        if (any.TryGet("arrayValue", out var array))
        {
            return AttributeValue.Of([.. array.Items("values").Take(limits.Attributes).Select(ReadValue)]);
        }

        if (any.TryGet("kvlistValue", out var map))
        {
            return AttributeValue.Of(ReadAttributes(map, "values"));
        }

        return any.TryGet("bytesValue", out var bytes) ? ReadBytes(bytes) : default;
    }

    public string Cut(string text) => text.Length <= limits.AttributeLength
        ? text
        : string.Concat(text.AsSpan(0, limits.AttributeLength - (char.IsHighSurrogate(text[limits.AttributeLength - 1]) ? 1 : 0)), "…");

    private static JsonDocument Parse(ReadOnlyMemory<byte> request)
    {
        try
        {
            return JsonDocument.Parse(request, new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException exception)
        {
            throw new OtlpDecodingException("The body is not JSON.", exception);
        }
    }

    private AttributeValue ReadBytes(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || !value.TryGetBytesFromBase64(out var bytes))
        {
            throw JsonReading.Wrong("bytesValue", "base64");
        }

        return AttributeValue.Of(bytes.Length <= limits.AttributeLength ? bytes : bytes[..limits.AttributeLength]);
    }

    private InstrumentationScope ReadScope(JsonElement parent) => parent.TryGet("scope", out var scope)
        ? new InstrumentationScope(Cut(scope.Text("name")), Cut(scope.Text("version")), ReadAttributes(scope))
        : InstrumentationScope.Unknown;
}
