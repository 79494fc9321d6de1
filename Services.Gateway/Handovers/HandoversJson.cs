using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.Handovers;

/// <summary>JSON of handovers.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(HandoverRequest))]
[JsonSerializable(typeof(HandoverSummary))]
[JsonSerializable(typeof(IReadOnlyList<HandoverSummary>))]
internal sealed partial class HandoversJson : JsonSerializerContext;
