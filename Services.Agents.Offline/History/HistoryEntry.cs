using System.Text.Json;
using Services.Contracts.Agents;

namespace Services.Agents.Offline.History;

/// <summary>One thing that happened in a conversation.</summary>
internal abstract record HistoryEntry;

/// <summary>The user's words.</summary>
internal sealed record UserUtterance(string Text) : HistoryEntry;

/// <summary>The assistant's words.</summary>
internal sealed record AssistantUtterance(string Text) : HistoryEntry;

/// <summary>A tool that was called and has answered.</summary>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">Its arguments as text, by name.</param>
/// <param name="Result">What it returned; undefined when it refused.</param>
/// <param name="Refusal">Why it refused, or null.</param>
/// <param name="Why">The kind of refusal, as far as it is known.</param>
internal sealed record CompletedToolCall(
    string Name,
    IReadOnlyDictionary<string, string> Arguments,
    JsonElement Result,
    string? Refusal,
    RefusalKind? Why
) : HistoryEntry
{
    /// <summary>True when the user said no to the call.</summary>
    public bool IsDeclined => Why == RefusalKind.Declined;

    /// <summary>An argument, or an empty string.</summary>
    public string Argument(string name) => Arguments.GetValueOrDefault(name, "");
}
