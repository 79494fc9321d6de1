namespace Services.Orchestrator.Replies;

/// <summary>What a reply's chunks were, as those tell who may have lost some: the log, a checkpoint, a worker's memory.</summary>
internal static class DeliveredChunks
{
    /// <summary>
    /// The longest of several accounts of one reply, as far as they agree: an account that contradicts the first one that has words is
    /// another attempt's, which somebody has replaced.
    /// </summary>
    public static IReadOnlyList<string> Longest(params IReadOnlyList<IReadOnlyList<string>> accounts)
    {
        IReadOnlyList<string> longest = [];
        foreach (var account in accounts)
        {
            if (account.Count > longest.Count && Begins(account, longest))
            {
                longest = account;
            }
        }

        return longest;
    }

    /// <summary>Whether a reply begins with these chunks.</summary>
    public static bool Begins(IReadOnlyList<string> chunks, IReadOnlyList<string> beginning) =>
        chunks.Count >= beginning.Count && chunks.Take(beginning.Count).SequenceEqual(beginning, StringComparer.Ordinal);
}
