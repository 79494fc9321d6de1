using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.Presence;

/// <summary>JSON of presence events.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(PresenceStatus))]
internal sealed partial class PresenceJson : JsonSerializerContext;
