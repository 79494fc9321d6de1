using System.Text.Json;
using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Otlp.Json;

/// <summary>ExportTraceServiceRequest in OTLP's JSON mapping.</summary>
internal sealed class JsonTraceDecoder(DashboardLimits limits)
{
    private readonly JsonCommonDecoder _common = new(limits);

    public List<ResourceBatch<Span>> Read(ReadOnlyMemory<byte> request) =>
        _common.ReadRequest(request, "resourceSpans", "scopeSpans", "spans", ReadSpan);

    private Span ReadSpan(JsonElement span)
    {
        var kind = (SpanKind)span.Integer("kind");
        var status = span.TryGet("status", out var described) ? (SpanStatus)described.Integer("code") : SpanStatus.Unset;
        return new Span
        {
            TraceId = span.TraceId("traceId"),
            SpanId = span.SpanId("spanId"),
            ParentSpanId = span.SpanId("parentSpanId"),
            TraceState = _common.Cut(span.Text("traceState")),
            Name = _common.Cut(span.Text("name")),
            Kind = Enum.IsDefined(kind) ? kind : SpanKind.Unspecified,
            Start = span.Unsigned("startTimeUnixNano"),
            End = span.Unsigned("endTimeUnixNano"),
            Attributes = _common.ReadAttributes(span),
            Events = [.. span.Items("events").Take(limits.Attributes).Select(ReadEvent)],
            DroppedEvents = span.Count("droppedEventsCount"),
            Links = [.. span.Items("links").Take(limits.Attributes).Select(ReadLink)],
            DroppedLinks = span.Count("droppedLinksCount"),
            Status = Enum.IsDefined(status) ? status : SpanStatus.Unset,
            StatusMessage = status == SpanStatus.Unset ? "" : _common.Cut(described.Text("message")),
            Flags = (uint)span.Unsigned("flags"),
        };
    }

    private SpanEvent ReadEvent(JsonElement item) =>
        new(item.Unsigned("timeUnixNano"), _common.Cut(item.Text("name")), _common.ReadAttributes(item));

    private SpanLink ReadLink(JsonElement link) => new(
        link.TraceId("traceId"),
        link.SpanId("spanId"),
        _common.Cut(link.Text("traceState")),
        _common.ReadAttributes(link),
        (uint)link.Unsigned("flags"));
}
