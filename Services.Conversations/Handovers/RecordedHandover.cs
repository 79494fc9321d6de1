using System.Text.Json.Serialization;
using Services.Contracts.Messages;

namespace Services.Conversations.Handovers;

/// <summary>A change of who answers in a session, as it is on record.</summary>
/// <param name="Change">What happened.</param>
/// <param name="By">Who did it.</param>
/// <param name="Note">Why a person was asked for, or what the assistant should know from now on.</param>
/// <param name="At">When.</param>
public sealed record RecordedHandover(HandoverChange Change, MessageAuthor By, string? Note, DateTimeOffset At);

/// <summary>What can happen to who answers.</summary>
public enum HandoverChange
{
    /// <summary>A person was asked for.</summary>
    [JsonStringEnumMemberName("requested")]
    Requested,

    /// <summary>A person has taken it.</summary>
    [JsonStringEnumMemberName("claimed")]
    Claimed,

    /// <summary>The assistant has it again.</summary>
    [JsonStringEnumMemberName("returned")]
    Returned,
}
