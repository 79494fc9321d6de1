using System.Text.Json;
using System.Text.Json.Serialization;
using Services.Gateway.Access.Demo;
using Services.Gateway.Alerts;
using Services.Gateway.Calls;
using Services.Gateway.Delivery;
using Services.Gateway.Dialects.Rooms;
using Services.Gateway.Dialects.RoomWebSocket;
using Services.Gateway.Dialects.Session;
using Services.Gateway.Dialects.Workspace;
using Services.Gateway.Health;
using Services.Gateway.Presence;
using Services.Gateway.Sessions;
using Services.Gateway.Turns;
using Services.Gateway.Typing;
using Services.Gateway.Voice;
using Services.Gateway.Web;

namespace Services.Gateway.Json;

/// <summary>Source-generated JSON of everything that the gateway itself says and reads.</summary>
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
[JsonSerializable(typeof(ConnectedAnswer))]
[JsonSerializable(typeof(SessionCreatedAnswer))]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(ErrorEvent))]
[JsonSerializable(typeof(FailedAnswer))]
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(TurnReceipt))]
[JsonSerializable(typeof(SessionGap))]
[JsonSerializable(typeof(TypingStatus))]
[JsonSerializable(typeof(PresenceStatus))]
[JsonSerializable(typeof(SendRoomMessageRequest))]
[JsonSerializable(typeof(RoomMessage))]
[JsonSerializable(typeof(JoinedRoomAnswer))]
[JsonSerializable(typeof(RoomUser))]
[JsonSerializable(typeof(RoomError))]
[JsonSerializable(typeof(ChatMessageRequest))]
[JsonSerializable(typeof(WorkspaceMetadata))]
[JsonSerializable(typeof(ChatAnswer))]
[JsonSerializable(typeof(ChatChunk))]
[JsonSerializable(typeof(ChatComplete))]
[JsonSerializable(typeof(ChatError))]
[JsonSerializable(typeof(CallRequest))]
[JsonSerializable(typeof(VoiceRequest))]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(RoomRequest))]
[JsonSerializable(typeof(RoomFrame))]
[JsonSerializable(typeof(IReadOnlyList<DemoUser>))]
[JsonSerializable(typeof(IReadOnlyList<DemoCustomer>))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(IReadOnlyList<SessionSummary>))]
[JsonSerializable(typeof(IReadOnlyList<MessageSummary>))]
[JsonSerializable(typeof(IReadOnlyList<AgentModels>))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(MetricsAnswer))]
[JsonSerializable(typeof(ClientConfig))]
internal sealed partial class GatewayJson : JsonSerializerContext;
