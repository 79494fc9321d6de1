using System.Text.Json;
using System.Text.Json.Serialization;
using Services.Contracts.Agents;

namespace Services.Orchestrator.State;

/// <summary>Source-generated JSON for what the orchestrator stores.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TurnState))]
[JsonSerializable(typeof(ToolCall))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(IReadOnlyList<TranscriptMessage>))]
internal sealed partial class OrchestratorJson : JsonSerializerContext;
