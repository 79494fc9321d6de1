namespace Services.Agents.Offline.Rendering;

/// <summary>Sentences that several skills say.</summary>
internal static class StandardReplies
{
    public const string NotAvailable = "I can't do that here.";

    public const string LookupFailed = "I could not look that up just now, so I'd rather not guess. Please try again in a moment.";

    public const string NothingChanged = "All right, nothing was changed.";

    public const string ProposalDropped = "I've dropped what I proposed; nothing of it was done.";

    /// <summary>A tool's refusal, as a sentence to a person.</summary>
    public static string Refused(string refusal)
    {
        var sentence = Markdown.Escape(refusal);
        if (sentence.StartsWith("Order ", StringComparison.Ordinal) && sentence.EndsWith("was not found.", StringComparison.Ordinal))
        {
            return $"{sentence} Please check the number, or ask me to list your orders.";
        }

        return sentence.Length == 0 || ".!?".Contains(sentence[^1], StringComparison.Ordinal) ? sentence : sentence + ".";
    }
}
