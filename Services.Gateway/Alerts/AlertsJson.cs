using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.Alerts;

/// <summary>JSON of alerts.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(Alert))]
internal sealed partial class AlertsJson : JsonSerializerContext;
