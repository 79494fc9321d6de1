using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.Web;

/// <summary>JSON of the page's configuration.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(ClientConfig))]
internal sealed partial class WebJson : JsonSerializerContext;
