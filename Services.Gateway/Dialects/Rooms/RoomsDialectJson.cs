using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.Dialects.Rooms;

/// <summary>JSON of the rooms dialect.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(SendRoomMessageRequest))]
[JsonSerializable(typeof(RoomMessage))]
[JsonSerializable(typeof(JoinedRoomAnswer))]
[JsonSerializable(typeof(RoomUser))]
[JsonSerializable(typeof(RoomError))]
internal sealed partial class RoomsDialectJson : JsonSerializerContext;
