using System.Text.Json.Serialization;

namespace Services.Contracts.Sessions;

/// <summary>How a session stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SessionStatus>))]
public enum SessionStatus
{
    /// <summary>Takes messages.</summary>
    [JsonStringEnumMemberName("active")]
    Active,

    /// <summary>Takes no more.</summary>
    [JsonStringEnumMemberName("ended")]
    Ended,
}
