using System.Text.Json.Serialization;

namespace Services.Conversations.Sessions;

/// <summary>What a message does that comes while a reply of the same session runs or waits.</summary>
public enum ReplyPolicy
{
    /// <summary>It is answered after it, in order. The default.</summary>
    [JsonStringEnumMemberName("queue")]
    Queue,

    /// <summary>It stops what runs and waits, and is answered next.</summary>
    [JsonStringEnumMemberName("interrupt")]
    Interrupt,

    /// <summary>It is refused.</summary>
    [JsonStringEnumMemberName("reject")]
    Reject,
}
