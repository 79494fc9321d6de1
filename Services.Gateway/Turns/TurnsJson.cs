using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.Turns;

/// <summary>JSON of the acknowledgement of a message.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(TurnReceipt))]
[JsonSerializable(typeof(MessageBody))]
internal sealed partial class TurnsJson : JsonSerializerContext;
