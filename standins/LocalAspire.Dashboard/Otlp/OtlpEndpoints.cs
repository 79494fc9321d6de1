using LocalAspire.Dashboard.Access;
using LocalAspire.Dashboard.Otlp.Json;
using LocalAspire.Dashboard.Otlp.Protobuf;
using LocalAspire.Dashboard.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace LocalAspire.Dashboard.Otlp;

/// <summary>OTLP over HTTP, binary and JSON: opentelemetry.io/docs/specs/otlp, "OTLP/HTTP".</summary>
internal sealed partial class OtlpEndpoints(
    TelemetryStore store, DashboardOptions options, ILogger<OtlpEndpoints> logger)
{
    private const string KeyHeader = "x-otlp-api-key";
    private const string RefusedSpan = "A span needs a trace id of 16 bytes and a span id of 8 bytes, neither all zero.";

    private readonly Secret _key = new(options.OtlpApiKey);
    private readonly TraceDecoder _traces = new(options.Limits);
    private readonly LogDecoder _logs = new(options.Limits);
    private readonly MetricDecoder _metrics = new(options.Limits);
    private readonly JsonTraceDecoder _jsonTraces = new(options.Limits);
    private readonly JsonLogDecoder _jsonLogs = new(options.Limits);
    private readonly JsonMetricDecoder _jsonMetrics = new(options.Limits);

    public void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/v1").WithMetadata(AccessRule.Endpoint);
        group.MapPost("/traces", context => ReceiveAsync(context, "rejectedSpans", AddTraces));
        group.MapPost("/logs", context => ReceiveAsync(context, "rejectedLogRecords", AddLogs));
        group.MapPost("/metrics", context => ReceiveAsync(context, "rejectedDataPoints", AddMetrics));
    }

    private int AddTraces(ReadOnlyMemory<byte> body, bool json) =>
        store.Add(json ? _jsonTraces.Read(body) : _traces.Read(body.Span));

    private int AddLogs(ReadOnlyMemory<byte> body, bool json)
    {
        store.Add(json ? _jsonLogs.Read(body) : _logs.Read(body.Span));
        return 0;
    }

    private int AddMetrics(ReadOnlyMemory<byte> body, bool json)
    {
        store.Add(json ? _jsonMetrics.Read(body) : _metrics.Read(body.Span));
        return 0;
    }

    private async Task ReceiveAsync(HttpContext context, string rejectedName, Func<ReadOnlyMemory<byte>, bool, int> add)
    {
        var mediaType = MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var parsed) ? parsed.MediaType.ToString() : "";
        var json = mediaType.Equals(OtlpResponses.Json, StringComparison.OrdinalIgnoreCase);
        try
        {
            if (!_key.Matches(context.Request.Headers[KeyHeader].ToString()))
            {
                throw new OtlpRequestException(StatusCodes.Status401Unauthorized, $"The header {KeyHeader} is missing or wrong.");
            }

            if (!json && !mediaType.Equals(OtlpResponses.Protobuf, StringComparison.OrdinalIgnoreCase))
            {
                throw new OtlpRequestException(
                    StatusCodes.Status415UnsupportedMediaType,
                    $"Content-Type must be {OtlpResponses.Protobuf} or {OtlpResponses.Json}.");
            }

            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            {
                size.MaxRequestBodySize = options.Limits.RequestBytes;
            }

            using var body = await OtlpBody.ReadAsync(context.Request, options.Limits.RequestBytes, context.RequestAborted);
            var rejected = add(body.Memory, json);
            await OtlpResponses.AcceptedAsync(context, json, rejectedName, rejected, RefusedSpan);
        }
        catch (OtlpRequestException exception)
        {
            LogRefused(logger, context.Request.Path, exception.Message);
            await OtlpResponses.FailedAsync(context, json, exception.StatusCode, exception.Message);
        }
        catch (OtlpDecodingException exception)
        {
            LogRefused(logger, context.Request.Path, exception.Message);
            await OtlpResponses.FailedAsync(context, json, StatusCodes.Status400BadRequest, exception.Message);
        }
        catch (BadHttpRequestException exception)
        {
            await OtlpResponses.FailedAsync(context, json, exception.StatusCode, exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Refused an OTLP request to {Path}: {Reason}")]
    private static partial void LogRefused(ILogger logger, string path, string reason);
}
