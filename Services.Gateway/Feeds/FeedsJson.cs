using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.Feeds;

/// <summary>JSON of events that the gateway itself writes into a feed.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(TypingStatus))]
[JsonSerializable(typeof(SessionGap))]
internal sealed partial class FeedsJson : JsonSerializerContext;
