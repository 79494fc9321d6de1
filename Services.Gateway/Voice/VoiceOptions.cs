using System.ComponentModel.DataAnnotations;

namespace Services.Gateway.Voice;

/// <summary>Limits on spoken messages.</summary>
public sealed class VoiceOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Voice";

    /// <summary>
    /// Largest recording, in bytes of audio. Default 10 MB. A message to the gateway has its own limit, which comes first
    /// (<see cref="SocketIo.SocketIoOptions.MaxPayload"/>).
    /// </summary>
    [Range(1_024, 100_000_000)]
    public int MaxAudioBytes { get; set; } = 10_000_000;
}
