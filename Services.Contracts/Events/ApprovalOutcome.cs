using System.Text.Json.Serialization;

namespace Services.Contracts.Events;

/// <summary>How an approval was resolved, as clients see it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ApprovalOutcome>))]
public enum ApprovalOutcome
{
    /// <summary>The user agreed.</summary>
    [JsonStringEnumMemberName("approved")]
    Approved,

    /// <summary>The user declined.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,

    /// <summary>The user wrote something else instead of answering.</summary>
    [JsonStringEnumMemberName("withdrawn")]
    Withdrawn,

    /// <summary>Nobody answered in time.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,
}
