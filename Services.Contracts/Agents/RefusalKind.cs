using System.Text.Json.Serialization;

namespace Services.Contracts.Agents;

/// <summary>Why a tool call changed nothing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RefusalKind>))]
public enum RefusalKind
{
    /// <summary>The tool said no: a rule of the business, an argument that does not fit, a right that is missing.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>The tool broke, took too long or does not exist; the same call may work later.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>The customer was asked and said no.</summary>
    [JsonStringEnumMemberName("declined")]
    Declined,

    /// <summary>The customer was asked, and wrote something else instead of answering.</summary>
    [JsonStringEnumMemberName("superseded")]
    Superseded,

    /// <summary>The customer was asked, and did not answer in time.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,

    /// <summary>The customer was asked, and has not answered yet.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,
}
