using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.Health;

/// <summary>JSON of health, figures and models.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(IReadOnlyList<AgentModels>))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(MetricsResponse))]
internal sealed partial class HealthJson : JsonSerializerContext;
