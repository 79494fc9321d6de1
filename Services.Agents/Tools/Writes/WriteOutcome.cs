using System.Text.Json;

namespace Services.Agents.Tools.Writes;

/// <summary>How a write ended.</summary>
internal sealed record WriteOutcome
{
    private WriteOutcome() { }

    /// <summary>What was wrong, in one sentence, when the write was refused; otherwise null.</summary>
    public string? Refusal { get; private init; }

    /// <summary>The changed entity.</summary>
    public JsonElement Result { get; private init; }

    /// <summary>What the write does, in one sentence, for the customer to agree to.</summary>
    public string Statement { get; private init; } = "";

    /// <summary>The money that it moves, in USD, whichever way; 0 if none.</summary>
    public decimal Amount { get; private init; }

    public static WriteOutcome Refused(string sentence) => new() { Refusal = sentence };

    public static WriteOutcome Succeeded(JsonElement result, string statement, decimal amount = 0) =>
        new()
        {
            Result = result,
            Statement = statement,
            Amount = amount,
        };
}
