using System.Text.Json.Serialization;

namespace Services.Contracts.Messages;

/// <summary>Whose a message of a conversation is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MessageRole>))]
public enum MessageRole
{
    /// <summary>A participant's words.</summary>
    [JsonStringEnumMemberName("user")]
    User,

    /// <summary>The assistant's words and tool calls.</summary>
    [JsonStringEnumMemberName("assistant")]
    Assistant,

    /// <summary>What a tool returned; in transcripts only.</summary>
    [JsonStringEnumMemberName("tool")]
    Tool,
}
