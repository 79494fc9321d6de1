using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Otlp.Protobuf;

/// <summary><c>opentelemetry.proto.trace.v1</c>.</summary>
internal sealed class TraceDecoder(DashboardLimits limits)
{
    private readonly CommonDecoder _common = new(limits);

    /// <summary>ExportTraceServiceRequest.</summary>
    public List<ResourceBatch<Span>> Read(ReadOnlySpan<byte> request) => CommonDecoder.ReadRequest<Span>(request, _common, ReadSpan);

    private Span ReadSpan(ReadOnlySpan<byte> message)
    {
        TraceId traceId = default;
        SpanId spanId = default, parent = default;
        string traceState = "", name = "", statusMessage = "";
        var kind = SpanKind.Unspecified;
        var status = SpanStatus.Unset;
        ulong start = 0, end = 0;
        uint flags = 0;
        List<OtlpAttribute>? attributes = null;
        List<SpanEvent>? events = null;
        List<SpanLink>? links = null;
        int dropped = 0, droppedEvents = 0, droppedLinks = 0;

        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case 1 << 3 | WireType.Length: traceId = TraceId.FromBytes(reader.ReadBytes()); break;
                case 2 << 3 | WireType.Length: spanId = SpanId.FromBytes(reader.ReadBytes()); break;
                case 3 << 3 | WireType.Length: traceState = _common.ReadName(reader.ReadBytes()); break;
                case 4 << 3 | WireType.Length: parent = SpanId.FromBytes(reader.ReadBytes()); break;
                case 5 << 3 | WireType.Length: name = _common.ReadName(reader.ReadBytes()); break;
                case 6 << 3 | WireType.Varint: kind = (SpanKind)reader.ReadCount(); break;
                case 7 << 3 | WireType.Fixed64: start = reader.ReadFixed64(); break;
                case 8 << 3 | WireType.Fixed64: end = reader.ReadFixed64(); break;
                case 9 << 3 | WireType.Length: _common.AddAttribute(reader.ReadBytes(), ref attributes, ref dropped); break;
                case 10 << 3 | WireType.Varint: dropped = reader.ReadCount(); break;
                case 11 << 3 | WireType.Length when events?.Count >= limits.Attributes: reader.Skip(tag); droppedEvents++; break;
                case 11 << 3 | WireType.Length: (events ??= []).Add(ReadEvent(reader.ReadBytes())); break;
                case 12 << 3 | WireType.Varint: droppedEvents = reader.ReadCount(); break;
                case 13 << 3 | WireType.Length when links?.Count >= limits.Attributes: reader.Skip(tag); droppedLinks++; break;
                case 13 << 3 | WireType.Length: (links ??= []).Add(ReadLink(reader.ReadBytes())); break;
                case 14 << 3 | WireType.Varint: droppedLinks = reader.ReadCount(); break;
                case 15 << 3 | WireType.Length: (status, statusMessage) = ReadStatus(reader.ReadBytes()); break;
                case 16 << 3 | WireType.Fixed32: flags = reader.ReadFixed32(); break;
                default: reader.Skip(tag); break;
            }
        }

        return new Span
        {
            TraceId = traceId,
            SpanId = spanId,
            ParentSpanId = parent,
            TraceState = traceState,
            Name = name,
            Kind = Enum.IsDefined(kind) ? kind : SpanKind.Unspecified,
            Start = start,
            End = end,
            Attributes = CommonDecoder.ToList(attributes, dropped),
            Events = events is null ? [] : events.ToArray(),
            DroppedEvents = droppedEvents,
            Links = links is null ? [] : links.ToArray(),
            DroppedLinks = droppedLinks,
            Status = Enum.IsDefined(status) ? status : SpanStatus.Unset,
            StatusMessage = statusMessage,
            Flags = flags,
        };
    }

    private SpanEvent ReadEvent(ReadOnlySpan<byte> message)
    {
        var time = 0UL;
        var name = "";
        List<OtlpAttribute>? attributes = null;
        var dropped = 0;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case 1 << 3 | WireType.Fixed64: time = reader.ReadFixed64(); break;
                case 2 << 3 | WireType.Length: name = _common.ReadName(reader.ReadBytes()); break;
                case 3 << 3 | WireType.Length: _common.AddAttribute(reader.ReadBytes(), ref attributes, ref dropped); break;
                case 4 << 3 | WireType.Varint: dropped = reader.ReadCount(); break;
                default: reader.Skip(tag); break;
            }
        }

        return new SpanEvent(time, name, CommonDecoder.ToList(attributes, dropped));
    }

    private SpanLink ReadLink(ReadOnlySpan<byte> message)
    {
        TraceId traceId = default;
        SpanId spanId = default;
        var traceState = "";
        var flags = 0u;
        List<OtlpAttribute>? attributes = null;
        var dropped = 0;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case 1 << 3 | WireType.Length: traceId = TraceId.FromBytes(reader.ReadBytes()); break;
                case 2 << 3 | WireType.Length: spanId = SpanId.FromBytes(reader.ReadBytes()); break;
                case 3 << 3 | WireType.Length: traceState = _common.ReadName(reader.ReadBytes()); break;
                case 4 << 3 | WireType.Length: _common.AddAttribute(reader.ReadBytes(), ref attributes, ref dropped); break;
                case 5 << 3 | WireType.Varint: dropped = reader.ReadCount(); break;
                case 6 << 3 | WireType.Fixed32: flags = reader.ReadFixed32(); break;
                default: reader.Skip(tag); break;
            }
        }

        return new SpanLink(traceId, spanId, traceState, CommonDecoder.ToList(attributes, dropped), flags);
    }

    private (SpanStatus Status, string Message) ReadStatus(ReadOnlySpan<byte> message)
    {
        var status = SpanStatus.Unset;
        var text = "";
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case 2 << 3 | WireType.Length: text = _common.ReadText(reader.ReadBytes()); break;
                case 3 << 3 | WireType.Varint: status = (SpanStatus)reader.ReadCount(); break;
                default: reader.Skip(tag); break;
            }
        }

        return (status, text);
    }
}
