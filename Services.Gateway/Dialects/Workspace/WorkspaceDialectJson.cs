using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.Dialects.Workspace;

/// <summary>JSON of the workspace dialect.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(ChatMessageRequest))]
[JsonSerializable(typeof(WorkspaceMetadata))]
[JsonSerializable(typeof(ChatResponse))]
[JsonSerializable(typeof(ChatChunk))]
[JsonSerializable(typeof(ChatComplete))]
[JsonSerializable(typeof(ChatError))]
internal sealed partial class WorkspaceDialectJson : JsonSerializerContext;
