namespace Services.Agents.Models.Offline.Transcripts;

/// <summary>A conversation as it happened, oldest first.</summary>
internal sealed record Transcript(IReadOnlyList<Entry> Entries)
{
    private const string RejectionPrefix = "Tool call invocation rejected.";

    /// <summary>What happened since the user last spoke.</summary>
    public IEnumerable<Entry> SinceUserSpoke
    {
        get
        {
            var last = LastIndex<UserSaid>();
            return last < 0 ? Entries : Entries.Skip(last + 1);
        }
    }

    /// <summary>The user's last words, or an empty string.</summary>
    public string LastUserText => LastIndex<UserSaid>() is >= 0 and var last ? ((UserSaid)Entries[last]).Text : "";

    /// <summary>True for the result that stands for a call the user said no to.</summary>
    public static bool IsRejection(string text) => text.StartsWith(RejectionPrefix, StringComparison.Ordinal);

    private int LastIndex<T>() where T : Entry
    {
        for (var i = Entries.Count - 1; i >= 0; i--)
        {
            if (Entries[i] is T)
                return i;
        }

        return -1;
    }
}
