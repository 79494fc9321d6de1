using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Services.Agents.Offline.History;

/// <summary>A conversation as it happened, oldest first.</summary>
internal sealed record DialogueHistory(IReadOnlyList<HistoryEntry> Entries)
{
    /// <summary>What happened since the user last spoke.</summary>
    public IEnumerable<HistoryEntry> SinceLastUserMessage
    {
        get
        {
            var last = LastIndex<UserUtterance>();
            return last < 0 ? Entries : Entries.Skip(last + 1);
        }
    }

    /// <summary>The user's last words, or an empty string.</summary>
    public string LastUserText => LastIndex<UserUtterance>() is >= 0 and var last ? ((UserUtterance)Entries[last]).Text : "";

    /// <summary>Sixteen hexadecimal digits that another conversation, or the same one a step further, does not share.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in Entries)
        {
            var text = entry switch
            {
                UserUtterance user => $"user\0{user.Text}\0",
                AssistantUtterance assistant => $"assistant\0{assistant.Text}\0",
                CompletedToolCall { Refusal: { } refusal } tool => $"refused\0{tool.Name}\0{refusal}\0",
                CompletedToolCall { Result.ValueKind: not JsonValueKind.Undefined } tool =>
                    $"tool\0{tool.Name}\0{tool.Result.GetRawText()}\0",
                _ => "\0",
            };
            hash.AppendData(Encoding.UTF8.GetBytes(text));
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash().AsSpan(0, 8));
    }

    private int LastIndex<T>()
        where T : HistoryEntry
    {
        for (var i = Entries.Count - 1; i >= 0; i--)
        {
            if (Entries[i] is T)
            {
                return i;
            }
        }

        return -1;
    }
}
