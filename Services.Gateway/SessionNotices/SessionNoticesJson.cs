using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.SessionNotices;

/// <summary>JSON of session notices.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(SessionNotice))]
[JsonSerializable(typeof(SessionUpdatedEvent))]
internal sealed partial class SessionNoticesJson : JsonSerializerContext;
