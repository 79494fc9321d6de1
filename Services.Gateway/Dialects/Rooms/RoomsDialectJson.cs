using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.Dialects.Rooms;

/// <summary>JSON of the rooms dialect.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(RoomsSendMessageRequest))]
[JsonSerializable(typeof(RoomsMessage))]
[JsonSerializable(typeof(JoinedRoomResponse))]
[JsonSerializable(typeof(RoomsUser))]
[JsonSerializable(typeof(RoomsError))]
internal sealed partial class RoomsDialectJson : JsonSerializerContext;
