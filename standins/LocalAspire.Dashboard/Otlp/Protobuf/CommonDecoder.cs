using System.Text;
using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Otlp.Protobuf;

/// <summary>Reads a message's item of type <typeparamref name="T"/>.</summary>
internal delegate T ItemDecoder<out T>(ReadOnlySpan<byte> message);

/// <summary><c>opentelemetry.proto.common.v1</c> and <c>resource.v1</c>, and the nesting that all three signals share.</summary>
internal sealed class CommonDecoder(DashboardLimits limits)
{
    private const int MaxDepth = 32;
    private const int KeyPoolSize = 4096;

    private static readonly string?[] KeyPool = new string?[KeyPoolSize];

    /// <summary>Export…ServiceRequest: resources, in them scopes, in them items. The field numbers are the same for every signal.</summary>
    public static List<ResourceBatch<T>> ReadRequest<T>(ReadOnlySpan<byte> request, CommonDecoder common, ItemDecoder<T> readItem)
    {
        var batches = new List<ResourceBatch<T>>();
        var reader = new ProtoReader(request);
        while (reader.TryReadTag(out var tag))
        {
            if (tag == (1 << 3 | WireType.Length))
            {
                batches.Add(common.ReadResource(reader.ReadBytes(), readItem));
            }
            else
            {
                reader.Skip(tag);
            }
        }

        return batches;
    }

    /// <summary>Text, cut to the configured length; invalid UTF-8 becomes replacement characters.</summary>
    public string ReadText(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length <= limits.AttributeLength)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var end = limits.AttributeLength;
        while (end > 0 && (utf8[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return Encoding.UTF8.GetString(utf8[..end]) + "…";
    }

    /// <summary>Text that repeats, such as attribute keys and span names: the same instance for the same bytes, mostly.</summary>
    public string ReadName(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > 64)
        {
            return ReadText(utf8);
        }

        var hash = 2166136261u;
        foreach (var current in utf8)
        {
            hash = (hash ^ current) * 16777619u;
        }

        ref var slot = ref KeyPool[hash % KeyPoolSize];
        if (slot is { } pooled && Ascii.Equals(utf8, pooled))
        {
            return pooled;
        }

        var text = ReadText(utf8);
        slot = text;
        return text;
    }

    /// <summary>Adds a KeyValue, or counts it as dropped when there are enough.</summary>
    public void AddAttribute(ReadOnlySpan<byte> message, ref List<OtlpAttribute>? attributes, ref int dropped, int depth = 0)
    {
        if (attributes?.Count >= limits.Attributes)
        {
            dropped++;
            return;
        }

        var key = "";
        var value = default(AttributeValue);
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case 1 << 3 | WireType.Length: key = ReadName(reader.ReadBytes()); break;
                case 2 << 3 | WireType.Length: value = ReadValue(reader.ReadBytes(), depth + 1); break;
                default: reader.Skip(tag); break;
            }
        }

        (attributes ??= []).Add(new OtlpAttribute(key, value));
    }

    public static AttributeList ToList(List<OtlpAttribute>? attributes, int dropped) =>
        attributes is null && dropped == 0 ? AttributeList.Empty : new AttributeList(attributes?.ToArray() ?? [], dropped);

    /// <summary>AnyValue.</summary>
    public AttributeValue ReadValue(ReadOnlySpan<byte> message, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            throw new OtlpDecodingException("Values are nested too deeply.");
        }

        var value = default(AttributeValue);
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case 1 << 3 | WireType.Length: value = AttributeValue.Of(ReadText(reader.ReadBytes())); break;
                case 2 << 3 | WireType.Varint: value = AttributeValue.Of(reader.ReadVarint() != 0); break;
                case 3 << 3 | WireType.Varint: value = AttributeValue.Of((long)reader.ReadVarint()); break;
                case 4 << 3 | WireType.Fixed64: value = AttributeValue.Of(reader.ReadDouble()); break;
                case 5 << 3 | WireType.Length: value = ReadArray(reader.ReadBytes(), depth); break;
                case 6 << 3 | WireType.Length: value = AttributeValue.Of(ReadAttributes(reader.ReadBytes(), depth)); break;
                case 7 << 3 | WireType.Length: value = AttributeValue.Of(Cut(reader.ReadBytes()).ToArray()); break;
                default: reader.Skip(tag); break;
            }
        }

        return value;
    }

    private ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(bytes.Length, limits.AttributeLength)];

    private AttributeValue ReadArray(ReadOnlySpan<byte> message, int depth)
    {
        var items = new List<AttributeValue>();
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            if (tag == (1 << 3 | WireType.Length) && items.Count < limits.Attributes)
            {
                items.Add(ReadValue(reader.ReadBytes(), depth + 1));
            }
            else
            {
                reader.Skip(tag);
            }
        }

        return AttributeValue.Of(items.ToArray());
    }

    /// <summary>KeyValueList and Resource: attributes in field 1, for a resource their dropped count in field 2.</summary>
    private AttributeList ReadAttributes(ReadOnlySpan<byte> message, int depth)
    {
        List<OtlpAttribute>? attributes = null;
        var dropped = 0;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case 1 << 3 | WireType.Length: AddAttribute(reader.ReadBytes(), ref attributes, ref dropped, depth); break;
                case 2 << 3 | WireType.Varint: dropped = reader.ReadCount(); break;
                default: reader.Skip(tag); break;
            }
        }

        return ToList(attributes, dropped);
    }

    private ResourceBatch<T> ReadResource<T>(ReadOnlySpan<byte> message, ItemDecoder<T> readItem)
    {
        var resource = AttributeList.Empty;
        var scopes = new List<ScopeBatch<T>>();
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case 1 << 3 | WireType.Length: resource = ReadAttributes(reader.ReadBytes(), 0); break;
                case 2 << 3 | WireType.Length: scopes.Add(ReadScopeItems(reader.ReadBytes(), readItem)); break;
                default: reader.Skip(tag); break;
            }
        }

        return new ResourceBatch<T>(resource, scopes);
    }

    private ScopeBatch<T> ReadScopeItems<T>(ReadOnlySpan<byte> message, ItemDecoder<T> readItem)
    {
        var scope = InstrumentationScope.Unknown;
        var items = new List<T>();
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case 1 << 3 | WireType.Length: scope = ReadScope(reader.ReadBytes()); break;
                case 2 << 3 | WireType.Length: items.Add(readItem(reader.ReadBytes())); break;
                default: reader.Skip(tag); break;
            }
        }

        return new ScopeBatch<T>(scope, items);
    }

    private InstrumentationScope ReadScope(ReadOnlySpan<byte> message)
    {
        var name = "";
        var version = "";
        List<OtlpAttribute>? attributes = null;
        var dropped = 0;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case 1 << 3 | WireType.Length: name = ReadName(reader.ReadBytes()); break;
                case 2 << 3 | WireType.Length: version = ReadName(reader.ReadBytes()); break;
                case 3 << 3 | WireType.Length: AddAttribute(reader.ReadBytes(), ref attributes, ref dropped); break;
                case 4 << 3 | WireType.Varint: dropped = reader.ReadCount(); break;
                default: reader.Skip(tag); break;
            }
        }

        return new InstrumentationScope(name, version, ToList(attributes, dropped));
    }
}
