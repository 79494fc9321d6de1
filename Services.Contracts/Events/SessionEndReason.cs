using System.Text.Json.Serialization;

namespace Services.Contracts.Events;

/// <summary>Why a session takes no more messages.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SessionEndReason>))]
public enum SessionEndReason
{
    /// <summary>Somebody ended it.</summary>
    [JsonStringEnumMemberName("ended")]
    Ended,

    /// <summary>Nobody used it for long.</summary>
    [JsonStringEnumMemberName("idle")]
    Idle,

    /// <summary>It was deleted, with all that was said.</summary>
    [JsonStringEnumMemberName("deleted")]
    Deleted,
}
