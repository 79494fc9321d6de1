using System.Text.Json.Serialization;

namespace Services.Contracts.Messages;

/// <summary>How a user's message was entered.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MessageMode>))]
public enum MessageMode
{
    /// <summary>Typed. The default.</summary>
    [JsonStringEnumMemberName("text")]
    Text,

    /// <summary>Spoken, and transcribed.</summary>
    [JsonStringEnumMemberName("voice")]
    Voice,
}
