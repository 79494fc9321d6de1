using System.Text.Json.Serialization;

namespace Services.Orchestrator.State;

/// <summary>
/// A passage that the output guard changed. Written before the passage is delivered, so that a successor can tell from the delivered
/// chunks how far the agent's own text has come.
/// </summary>
/// <param name="Index">The first chunk it was delivered in.</param>
/// <param name="Count">How many chunks; 0 when nothing was left of it.</param>
/// <param name="AgentText">What the agent wrote.</param>
internal sealed record Redaction(int Index, int Count, [property: JsonPropertyName("raw")] string AgentText);
