using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.Errors;

/// <summary>JSON of errors, whatever they answer.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(ErrorResponse))]
internal sealed partial class ErrorsJson : JsonSerializerContext;
