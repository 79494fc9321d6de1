using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.Dialects.Sessions;

/// <summary>JSON of the session dialect.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(CreateSessionRequest))]
[JsonSerializable(typeof(SessionRequest))]
[JsonSerializable(typeof(SendMessageRequest))]
[JsonSerializable(typeof(CancelMessageRequest))]
[JsonSerializable(typeof(AnswerApprovalRequest))]
[JsonSerializable(typeof(SessionCreatedResponse))]
internal sealed partial class SessionDialectJson : JsonSerializerContext;
