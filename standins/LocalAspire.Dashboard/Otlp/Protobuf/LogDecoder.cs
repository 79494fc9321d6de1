using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Otlp.Protobuf;

/// <summary><c>opentelemetry.proto.logs.v1</c>.</summary>
internal sealed class LogDecoder(DashboardLimits limits)
{
    private readonly CommonDecoder _common = new(limits);

    /// <summary>ExportLogsServiceRequest.</summary>
    public List<ResourceBatch<LogRecord>> Read(ReadOnlySpan<byte> request) =>
        CommonDecoder.ReadRequest<LogRecord>(request, _common, ReadRecord);

    private LogRecord ReadRecord(ReadOnlySpan<byte> message)
    {
        ulong time = 0, observed = 0;
        var severity = 0;
        string severityText = "", eventName = "";
        AttributeValue body = default;
        List<OtlpAttribute>? attributes = null;
        var dropped = 0;
        var flags = 0u;
        TraceId traceId = default;
        SpanId spanId = default;

        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var tag))
        {
            switch (tag)
            {
                case 1 << 3 | WireType.Fixed64: time = reader.ReadFixed64(); break;
                case 2 << 3 | WireType.Varint: severity = reader.ReadCount(); break;
                case 3 << 3 | WireType.Length: severityText = _common.ReadName(reader.ReadBytes()); break;
                case 5 << 3 | WireType.Length: body = _common.ReadValue(reader.ReadBytes()); break;
                case 6 << 3 | WireType.Length: _common.AddAttribute(reader.ReadBytes(), ref attributes, ref dropped); break;
                case 7 << 3 | WireType.Varint: dropped = reader.ReadCount(); break;
                case 8 << 3 | WireType.Fixed32: flags = reader.ReadFixed32(); break;
                case 9 << 3 | WireType.Length: traceId = TraceId.FromBytes(reader.ReadBytes()); break;
                case 10 << 3 | WireType.Length: spanId = SpanId.FromBytes(reader.ReadBytes()); break;
                case 11 << 3 | WireType.Fixed64: observed = reader.ReadFixed64(); break;
                case 12 << 3 | WireType.Length: eventName = _common.ReadName(reader.ReadBytes()); break;
                default: reader.Skip(tag); break;
            }
        }

        return new LogRecord
        {
            Time = time,
            ObservedTime = observed,
            SeverityNumber = severity is >= 0 and <= 24 ? severity : 0,
            SeverityText = severityText,
            Body = body,
            Attributes = CommonDecoder.ToList(attributes, dropped),
            TraceId = traceId,
            SpanId = spanId,
            Flags = flags,
            EventName = eventName,
        };
    }
}
