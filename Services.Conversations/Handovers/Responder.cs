using System.Text.Json.Serialization;

namespace Services.Conversations.Handovers;

/// <summary>Who answers in a session.</summary>
/// <param name="Kind">The assistant, nobody yet, or a person.</param>
/// <param name="UserId">The person.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Since">When it was last changed; null if it never was.</param>
public sealed record Responder(ResponderKind Kind, string? UserId = null, string? Name = null, DateTimeOffset? Since = null)
{
    /// <summary>What every session begins with.</summary>
    public static readonly Responder Assistant = new(ResponderKind.Assistant);

    /// <summary>True while a person has the conversation: the assistant says nothing.</summary>
    public bool IsPerson => Kind == ResponderKind.Person;
}

/// <summary>The kinds of <see cref="Responder"/>.</summary>
public enum ResponderKind
{
    /// <summary>The assistant.</summary>
    [JsonStringEnumMemberName("assistant")]
    Assistant,

    /// <summary>A person was asked for, and none has come yet.</summary>
    [JsonStringEnumMemberName("queue")]
    Queue,

    /// <summary>A person.</summary>
    [JsonStringEnumMemberName("person")]
    Person,
}
