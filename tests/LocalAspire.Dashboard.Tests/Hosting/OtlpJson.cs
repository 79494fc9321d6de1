using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LocalAspire.Dashboard.Tests.Hosting;

/// <summary>Builds and sends OTLP JSON requests.</summary>
internal static class OtlpJson
{
    public const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    public static JsonObject Span(
        string spanId = "00f067aa0ba902b7",
        string name = "GET /things",
        string traceId = TraceId,
        string? parent = null,
        long start = 1_000_000_000,
        long milliseconds = 5,
        bool error = false,
        JsonArray? attributes = null
    ) =>
        new()
        {
            ["traceId"] = traceId,
            ["spanId"] = spanId,
            ["parentSpanId"] = parent ?? "",
            ["name"] = name,
            ["kind"] = 2,
            ["startTimeUnixNano"] = start.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["endTimeUnixNano"] = (start + (milliseconds * 1_000_000)).ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["attributes"] = attributes ?? [],
            ["status"] = error ? new JsonObject { ["code"] = 2, ["message"] = "it broke" } : [],
        };

    public static JsonObject Log(
        string message,
        int severity = 9,
        string? traceId = null,
        long time = 1_000_000_000,
        JsonArray? attributes = null
    ) =>
        new()
        {
            ["timeUnixNano"] = time.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["severityNumber"] = severity,
            ["body"] = new JsonObject { ["stringValue"] = message },
            ["traceId"] = traceId ?? "",
            ["attributes"] = attributes ?? [],
        };

    public static JsonObject Attribute(string key, string value) =>
        new()
        {
            ["key"] = key,
            ["value"] = new JsonObject { ["stringValue"] = value },
        };

    public static JsonObject Traces(string service, params JsonObject[] spans) =>
        Request("resourceSpans", "scopeSpans", "spans", service, spans);

    public static JsonObject Logs(string service, params JsonObject[] records) =>
        Request("resourceLogs", "scopeLogs", "logRecords", service, records);

    public static async Task SendTracesAsync(this RunningDashboard dashboard, string service, params JsonObject[] spans)
    {
        using var response = await dashboard.Otlp.PostAsJsonAsync("/v1/traces", Traces(service, spans));
        response.EnsureSuccessStatusCode();
    }

    public static async Task SendLogsAsync(this RunningDashboard dashboard, string service, params JsonObject[] records)
    {
        using var response = await dashboard.Otlp.PostAsJsonAsync("/v1/logs", Logs(service, records));
        response.EnsureSuccessStatusCode();
    }

    public static async Task<JsonElement> ReadAsync(this RunningDashboard dashboard, string path)
    {
        using var response = await dashboard.Api.GetAsync(path);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static JsonObject Request(string resources, string scopes, string items, string service, JsonObject[] content) =>
        new()
        {
            [resources] = new JsonArray(
                new JsonObject
                {
                    ["resource"] = new JsonObject
                    {
                        ["attributes"] = new JsonArray(
                            Attribute("service.name", service),
                            Attribute("service.instance.id", service + "-1")
                        ),
                    },
                    [scopes] = new JsonArray(
                        new JsonObject
                        {
                            ["scope"] = new JsonObject { ["name"] = "Test.Scope", ["version"] = "1.0" },
                            [items] = new JsonArray([.. content]),
                        }
                    ),
                }
            ),
        };
}
