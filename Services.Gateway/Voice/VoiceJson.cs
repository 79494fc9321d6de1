using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.Voice;

/// <summary>JSON of voice messages.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(VoiceRequest))]
internal sealed partial class VoiceJson : JsonSerializerContext;
