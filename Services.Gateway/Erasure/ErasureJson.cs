using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.Erasure;

/// <summary>JSON of what is deleted and exported.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErasureSummary))]
[JsonSerializable(typeof(SessionExport))]
internal sealed partial class ErasureJson : JsonSerializerContext;
