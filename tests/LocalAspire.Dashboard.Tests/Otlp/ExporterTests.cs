using System.Diagnostics;
using System.Text.Json;
using LocalAspire.Dashboard.Tests.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LocalAspire.Dashboard.Tests.Otlp;

/// <summary>OpenTelemetry's own exporter sends; what the dashboard answers is read back.</summary>
public sealed partial class ExporterTests : IAsyncLifetime
{
    private static readonly ActivitySource Source = new("Dashboard.Tests.Exporter");

    private static readonly string[] Letters = ["a", "b"];

    private RunningDashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await RunningDashboard.StartAsync();

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task Export_Trace_IsReadBackWithEverything()
    {
        string traceId,
            rootId,
            childId;
        using (
            Sdk.CreateTracerProviderBuilder()
                .AddSource(Source.Name)
                .ConfigureResource(resource => resource.AddService("exporter", serviceInstanceId: "exporter-1"))
                .AddOtlpExporter(options => Configure(options, "traces"))
                .Build()
        )
        {
            using var root = Source.StartActivity("root", ActivityKind.Server)!;
            root.SetTag("text", "a \"quoted\" <b>").SetTag("number", 42L).SetTag("real", 1.5).SetTag("flag", true);
            root.SetTag("list", Letters);
            using (var child = Source.StartActivity("child", ActivityKind.Client)!)
            {
                child.AddException(new InvalidOperationException("boom"));
                child.SetStatus(ActivityStatusCode.Error, "it broke");
                childId = child.SpanId.ToHexString();
            }

            traceId = root.TraceId.ToHexString();
            rootId = root.SpanId.ToHexString();
        }

        var answer = await _dashboard.ReadAsync($"/api/telemetry/traces/{traceId}");

        Assert.Equal(2, answer.GetProperty("totalCount").GetInt32());
        var resource = Assert.Single(answer.GetProperty("data").GetProperty("resourceSpans").EnumerateArray());
        Assert.Equal("exporter", Attribute(resource.GetProperty("resource"), "service.name").GetProperty("stringValue").GetString());
        var scope = Assert.Single(resource.GetProperty("scopeSpans").EnumerateArray());
        Assert.Equal(Source.Name, scope.GetProperty("scope").GetProperty("name").GetString());

        var spans = scope.GetProperty("spans").EnumerateArray().ToDictionary(span => span.GetProperty("spanId").GetString()!);
        var sentRoot = spans[rootId];
        Assert.Equal(traceId, sentRoot.GetProperty("traceId").GetString());
        Assert.Equal(2, sentRoot.GetProperty("kind").GetInt32());
        Assert.False(sentRoot.TryGetProperty("parentSpanId", out _));
        Assert.Equal("a \"quoted\" <b>", Attribute(sentRoot, "text").GetProperty("stringValue").GetString());
        Assert.Equal("42", Attribute(sentRoot, "number").GetProperty("intValue").GetString());
        Assert.Equal(1.5, Attribute(sentRoot, "real").GetProperty("doubleValue").GetDouble());
        Assert.True(Attribute(sentRoot, "flag").GetProperty("boolValue").GetBoolean());
        Assert.Equal(2, Attribute(sentRoot, "list").GetProperty("arrayValue").GetProperty("values").GetArrayLength());

        var sentChild = spans[childId];
        Assert.Equal(rootId, sentChild.GetProperty("parentSpanId").GetString());
        Assert.Equal(2, sentChild.GetProperty("status").GetProperty("code").GetInt32());
        Assert.Equal("it broke", sentChild.GetProperty("status").GetProperty("message").GetString());
        Assert.Equal("exception", Assert.Single(sentChild.GetProperty("events").EnumerateArray()).GetProperty("name").GetString());
        Assert.True(ulong.Parse(sentChild.GetProperty("startTimeUnixNano").GetString()!, null) > 0);
    }

    [Fact]
    public async Task Export_Log_IsReadBack()
    {
        using (
            var factory = LoggerFactory.Create(logging =>
                logging.AddOpenTelemetry(telemetry =>
                {
                    telemetry.SetResourceBuilder(ResourceBuilder.CreateDefault().AddService("logger", serviceInstanceId: "logger-1"));
                    telemetry.IncludeFormattedMessage = true;
                    telemetry.AddOtlpExporter(options => Configure(options, "logs"));
                })
            )
        )
        {
            LogLate(factory.CreateLogger("Some.Category"), 17);
        }

        var answer = await _dashboard.ReadAsync("/api/telemetry/logs?resource=logger&severity=Warning");

        var scope = answer.GetProperty("data").GetProperty("resourceLogs")[0].GetProperty("scopeLogs")[0];
        Assert.Equal("Some.Category", scope.GetProperty("scope").GetProperty("name").GetString());
        var record = scope.GetProperty("logRecords")[0];
        Assert.Equal("Order 17 is late", record.GetProperty("body").GetProperty("stringValue").GetString());
        Assert.Equal(13, record.GetProperty("severityNumber").GetInt32());
        Assert.Equal("17", Attribute(record, "Order").GetProperty("intValue").GetString());
    }

    [Fact]
    public async Task Export_Metrics_MarkTheResource()
    {
        using (var meter = new System.Diagnostics.Metrics.Meter("Dashboard.Tests.Metrics"))
        using (
            var provider = Sdk.CreateMeterProviderBuilder()
                .AddMeter(meter.Name)
                .ConfigureResource(resource => resource.AddService("meter", serviceInstanceId: "meter-1"))
                .AddOtlpExporter(options => Configure(options, "metrics"))
                .Build()
        )
        {
            meter.CreateCounter<long>("things").Add(3, new KeyValuePair<string, object?>("colour", "red"));
            meter.CreateHistogram<double>("latency", "ms").Record(12);
            provider.ForceFlush();
        }

        var resources = await _dashboard.ReadAsync("/api/telemetry/resources");

        var resource = Assert.Single(resources.EnumerateArray());
        Assert.Equal("meter", resource.GetProperty("name").GetString());
        Assert.Equal("meter-1", resource.GetProperty("instanceId").GetString());
        Assert.True(resource.GetProperty("hasMetrics").GetBoolean());
        Assert.False(resource.GetProperty("hasTraces").GetBoolean());
        Assert.False(resource.GetProperty("hasLogs").GetBoolean());
    }

    [LoggerMessage(LogLevel.Warning, "Order {Order} is late")]
    private static partial void LogLate(ILogger logger, int order);

    private static JsonElement Attribute(JsonElement owner, string key) =>
        owner
            .GetProperty("attributes")
            .EnumerateArray()
            .Single(attribute => attribute.GetProperty("key").GetString() == key)
            .GetProperty("value");

    private void Configure(OtlpExporterOptions options, string signal)
    {
        options.Endpoint = new Uri(_dashboard.Host.OtlpUrl, $"/v1/{signal}");
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
        options.Headers = _dashboard.Host.OtlpHeaders;
    }
}
