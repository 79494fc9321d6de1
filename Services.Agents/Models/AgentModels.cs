using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Agents.Models;

/// <summary>What an agent runs on; no secrets.</summary>
internal sealed record AgentModels
{
    public required string Agent { get; init; }

    /// <summary>In the order that is tried.</summary>
    public required IReadOnlyList<ModelDescription> Models { get; init; }
}

/// <summary>One model.</summary>
internal sealed record ModelDescription
{
    /// <summary>The name it is configured under.</summary>
    public required string Provider { get; init; }

    /// <summary><c>offline</c>, <c>openai</c> or <c>anthropic</c>.</summary>
    public required string Kind { get; init; }

    public required string Model { get; init; }
}

/// <summary>The JSON of <c>GET /models</c>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IEnumerable<AgentModels>))]
internal sealed partial class ModelsJson : JsonSerializerContext;
