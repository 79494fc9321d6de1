using System.Text.Json.Serialization;

namespace LocalAspire.Dashboard.Api;

internal sealed record TokenRequest(string? Token);

internal sealed record ApiKeyResponse(string ApiKey);

internal sealed record TelemetryResourceResponse(
    string Name, string? InstanceId, string DisplayName, bool HasLogs, bool HasTraces, bool HasMetrics);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(ApiKeyResponse))]
[JsonSerializable(typeof(TelemetryResourceResponse[]))]
internal sealed partial class ApiJson : JsonSerializerContext;
