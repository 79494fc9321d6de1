using System.Text.Json;

namespace Services.Gateway.Voice;

/// <summary><c>voice:send</c>.</summary>
internal sealed record VoiceRequest
{
    public string? SessionId { get; init; }

    /// <summary>Base64, or what stands for a binary attachment.</summary>
    public JsonElement AudioData { get; init; }

    /// <summary><c>webm</c>, <c>ogg</c> or <c>wav</c>.</summary>
    public string? Format { get; init; }
}
