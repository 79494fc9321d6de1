using System.Text.Json.Serialization;

namespace Services.Contracts.Messages;

/// <summary>What somebody who writes in a conversation is to it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuthorRole>))]
public enum AuthorRole
{
    /// <summary>Whose conversation it is.</summary>
    [JsonStringEnumMemberName("customer")]
    Customer,

    /// <summary>Somebody else in the same room.</summary>
    [JsonStringEnumMemberName("participant")]
    Participant,

    /// <summary>An operator or administrator in a conversation that is a customer's.</summary>
    [JsonStringEnumMemberName("staff")]
    Staff,
}
