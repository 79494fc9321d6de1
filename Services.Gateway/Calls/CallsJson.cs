using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.Calls;

/// <summary>JSON of calls.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(CallRequest))]
internal sealed partial class CallsJson : JsonSerializerContext;
