using System.Text.Json.Serialization;

namespace Services.Contracts.Guardrails;

/// <summary>On which side of the model a guardrail stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GuardrailStage>))]
public enum GuardrailStage
{
    /// <summary>What a user wrote.</summary>
    [JsonStringEnumMemberName("input")]
    Input,

    /// <summary>What a reply is about to say.</summary>
    [JsonStringEnumMemberName("output")]
    Output,
}
