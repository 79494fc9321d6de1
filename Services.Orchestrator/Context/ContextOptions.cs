using System.ComponentModel.DataAnnotations;

namespace Services.Orchestrator.Context;

/// <summary>How much of a conversation an agent sees.</summary>
internal sealed class ContextOptions
{
    public const string Section = "Orchestrator:Context";

    /// <summary>Tokens, the new message included. What tools returned counts, too. Default 8,000.</summary>
    [Range(100, 1_000_000)]
    public int MaxTokens { get; set; } = 8_000;

    /// <summary>Messages read from the store at most. Default 200.</summary>
    [Range(2, 10_000)]
    public int MaxMessages { get; set; } = 200;
}
