using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.Connections;

/// <summary>JSON of what a client gets when it connects.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(ConnectedEvent))]
internal sealed partial class ConnectionsJson : JsonSerializerContext;
