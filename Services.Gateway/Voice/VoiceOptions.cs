using System.ComponentModel.DataAnnotations;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Voice;

/// <summary>Limits on spoken messages.</summary>
public sealed class VoiceOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Voice";

    /// <summary>What is wrong with a size that <see cref="Fits"/> refuses.</summary>
    internal const string DoesNotFit =
        $"{Section}:{nameof(MaxAudioBytes)}: a recording of that size does not fit into a message as base64. Raise "
        + $"Gateway:SocketIo:{nameof(SocketIoOptions.MaxPayload)} with it.";

    private const int Most = 10_000_000;

    /// <summary>Bytes of a message that are not audio, at most.</summary>
    private const int Envelope = 1_024;

    /// <summary>
    /// Largest recording, in bytes of audio. A larger message than <see cref="SocketIoOptions.MaxPayload"/> ends its connection before
    /// anybody can answer it, so this must fit into one as base64. Default 10 MB, as far as seven tenths of a message: 700,000 bytes unless
    /// messages may be larger.
    /// </summary>
    [Range(1_024, 100_000_000)]
    public int? MaxAudioBytes { get; set; }

    /// <summary>The limit that holds where messages have at most so many bytes.</summary>
    internal int LimitFor(int maxPayload) => MaxAudioBytes ?? (int)Math.Min(Most, maxPayload * 7L / 10);

    /// <summary>Whether a recording of the size that was set can be received at all.</summary>
    internal bool Fits(int maxPayload) => MaxAudioBytes is not { } audio || (((audio + 2L) / 3) * 4) + Envelope <= maxPayload;
}
