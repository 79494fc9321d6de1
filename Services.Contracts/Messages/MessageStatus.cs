using System.Text.Json.Serialization;

namespace Services.Contracts.Messages;

/// <summary>
/// How a stored message stands. User messages begin as accepted or unscreened; replies are stored complete or interrupted.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<MessageStatus>))]
public enum MessageStatus
{
    /// <summary>Stored; the broker has not confirmed its turn, and nobody is shown it.</summary>
    [JsonStringEnumMemberName("accepted")]
    Accepted,

    /// <summary>The broker has its turn.</summary>
    [JsonStringEnumMemberName("queued")]
    Queued,

    /// <summary>Asks for no reply, and no guardrail has checked it yet.</summary>
    [JsonStringEnumMemberName("noted")]
    Unscreened,

    /// <summary>Asks for no reply, and has passed the guardrails as context of one that does.</summary>
    [JsonStringEnumMemberName("heard")]
    Screened,

    /// <summary>Has a reply.</summary>
    [JsonStringEnumMemberName("answered")]
    Answered,

    /// <summary>A guardrail refused it, or its reply.</summary>
    [JsonStringEnumMemberName("blocked")]
    Blocked,

    /// <summary>Could not be answered.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>A reply that was delivered whole.</summary>
    [JsonStringEnumMemberName("complete")]
    Complete,

    /// <summary>A reply that the user stopped.</summary>
    [JsonStringEnumMemberName("interrupted")]
    Interrupted,
}
