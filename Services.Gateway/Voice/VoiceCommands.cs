using System.Buffers.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Services.Contracts;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Errors;
using Services.Gateway.Requests;
using Services.Gateway.Sessions;
using Services.Gateway.SocketIo;
using Services.Gateway.Tracing;

namespace Services.Gateway.Voice;

/// <summary>
/// <c>voice:send</c>: a recording is checked in every respect, and then declined, because the platform has nobody who understands speech.
/// </summary>
internal sealed class VoiceCommands(
    SessionDirectory directory,
    RateLimiter limiter,
    IOptions<VoiceOptions> options,
    IOptions<SocketIoOptions> socketIo
)
{
    private static readonly GatewayError Unavailable = new(ErrorCodes.VoiceUnavailable, "No speech provider is configured. Send text.");

    private readonly int _maxAudioBytes = options.Value.LimitFor(socketIo.Value.MaxPayload);

    public async Task SendAsync(SocketRequest request, CancellationToken cancellationToken)
    {
        if (!request.TryRead(VoiceJson.Default.VoiceRequest, out var voice))
        {
            return;
        }

        if (!(await directory.AuthoriseAsync(request.Caller, voice.SessionId, cancellationToken)).TryGet(out var session, out var error))
        {
            request.Fail(error);
            return;
        }

        GatewayTracing.SetSession(session.Id);
        if (session.IsEnded)
        {
            request.Fail(GatewayError.SessionEnded);
        }
        else if (voice.Format is not ("webm" or "ogg" or "wav"))
        {
            request.Fail(GatewayError.Invalid("format must be webm, ogg or wav."));
        }
        else if (AudioLength(voice.AudioData, request.Attachments) is not (> 0 and var length))
        {
            request.Fail(GatewayError.Invalid("audioData must be base64 or binary, and not empty."));
        }
        else if (length > _maxAudioBytes)
        {
            request.Fail(new GatewayError(ErrorCodes.PayloadTooLarge, $"A recording has at most {_maxAudioBytes} bytes."));
        }
        else if (await limiter.TakeMessageAsync(request.Caller, cancellationToken) is { } wait)
        {
            request.Fail(GatewayError.RateLimited(wait));
        }
        else
        {
            request.Fail(await directory.HasEndedAsync(session, cancellationToken) ? GatewayError.SessionEnded : Unavailable);
        }
    }

    /// <summary>Bytes of audio; 0 if it is none.</summary>
    private static int AudioLength(JsonElement audio, IReadOnlyList<ReadOnlyMemory<byte>> attachments) =>
        audio.ValueKind switch
        {
            JsonValueKind.String when Base64.IsValid(audio.GetString(), out var decoded) => decoded,
            JsonValueKind.Object
                when attachments.Count == 1
                    && audio.TryGetProperty("_placeholder"u8, out var marker)
                    && marker.ValueKind == JsonValueKind.True => attachments[0].Length,
            _ => 0,
        };
}
