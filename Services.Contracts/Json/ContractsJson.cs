using System.Text.Json;
using System.Text.Json.Serialization;
using Services.Contracts.Access;
using Services.Contracts.Agents;
using Services.Contracts.Events;
using Services.Contracts.Grants;
using Services.Contracts.Guardrails;
using Services.Contracts.Turns;

namespace Services.Contracts.Json;

/// <summary>Source-generated JSON for every contract: camelCase, nulls left out, unknown members ignored.</summary>
/// <remarks>
/// The generator sets every init member, to null where the JSON has none: collections that may be left out guard against it.
/// </remarks>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TurnMessage))]
[JsonSerializable(typeof(CancelRequested))]
[JsonSerializable(typeof(TurnCompleted))]
[JsonSerializable(typeof(TriageRequest))]
[JsonSerializable(typeof(TriageResult))]
[JsonSerializable(typeof(AgentRunRequest))]
[JsonSerializable(typeof(AgentUpdate))]
[JsonSerializable(typeof(GuardrailRequest))]
[JsonSerializable(typeof(Verdict))]
[JsonSerializable(typeof(Grant))]
[JsonSerializable(typeof(IReadOnlyList<TranscriptMessage>))]
[JsonSerializable(typeof(ToolCall))]
[JsonSerializable(typeof(IReadOnlyList<ToolExchange>))]
[JsonSerializable(typeof(ReplyMetadata))]
[JsonSerializable(typeof(AssistantThinking))]
[JsonSerializable(typeof(MessageChunk))]
[JsonSerializable(typeof(MessageComplete))]
[JsonSerializable(typeof(MessageError))]
[JsonSerializable(typeof(MessageBlocked))]
[JsonSerializable(typeof(MessageEvaluated))]
[JsonSerializable(typeof(ApprovalRequested))]
[JsonSerializable(typeof(ApprovalResolved))]
[JsonSerializable(typeof(ApprovalEscalated))]
[JsonSerializable(typeof(ApprovalDecided))]
[JsonSerializable(typeof(Caller))]
[JsonSerializable(typeof(UserMessage))]
[JsonSerializable(typeof(HandoverQueued))]
[JsonSerializable(typeof(HandoverClaimed))]
[JsonSerializable(typeof(HandoverReturned))]
[JsonSerializable(typeof(SessionEndedEvent))]
public sealed partial class ContractsJson : JsonSerializerContext;
