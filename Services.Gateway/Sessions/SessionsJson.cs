using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.Sessions;

/// <summary>JSON of sessions and their history.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(IReadOnlyList<SessionSummary>))]
[JsonSerializable(typeof(IReadOnlyList<MessageSummary>))]
internal sealed partial class SessionsJson : JsonSerializerContext;
