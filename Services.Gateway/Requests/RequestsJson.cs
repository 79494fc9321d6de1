using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.Requests;

/// <summary>JSON of what answers requests of several dialects.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(ErrorEvent))]
[JsonSerializable(typeof(SessionResponse))]
internal sealed partial class RequestsJson : JsonSerializerContext;
