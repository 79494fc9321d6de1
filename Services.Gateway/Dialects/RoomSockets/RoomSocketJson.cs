using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.Dialects.RoomSockets;

/// <summary>JSON of the room WebSocket.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(RoomSocketRequest))]
[JsonSerializable(typeof(RoomSocketFrame))]
internal sealed partial class RoomSocketJson : JsonSerializerContext;
