using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Services.Contracts;
using Services.Contracts.Ids;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Dialects.Sessions;
using Services.Gateway.Errors;
using Services.Gateway.Feeds;
using Services.Gateway.Metrics;
using Services.Gateway.Requests;
using Services.Gateway.Tracing;

namespace Services.Gateway.Calls;

/// <summary>
/// Relays the messages with which browsers agree on a call (WebRTC), between sockets that have joined the session, and to nobody else. The
/// gateway checks who, to whom and how much; what is in them is between the browsers.
/// </summary>
internal sealed class CallCommands(SessionEventEncoder encoder, RateLimiter limiter, GatewayMetrics metrics, IOptions<CallOptions> options)
{
    private const int MaxTarget = 200;

    private static readonly JsonWriterOptions JsonOptions = new()
    {
        SkipValidation = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public Task OfferAsync(SocketRequest request, CancellationToken cancellationToken) =>
        RelayAsync(request, "offer", mustName: false, cancellationToken);

    public Task AnswerAsync(SocketRequest request, CancellationToken cancellationToken) =>
        RelayAsync(request, "answer", mustName: true, cancellationToken);

    public Task CandidateAsync(SocketRequest request, CancellationToken cancellationToken) =>
        RelayAsync(request, "candidate", mustName: false, cancellationToken);

    public Task HangupAsync(SocketRequest request, CancellationToken cancellationToken) =>
        RelayAsync(request, null, mustName: false, cancellationToken);

    private async Task RelayAsync(SocketRequest request, string? content, bool mustName, CancellationToken cancellationToken)
    {
        if (!request.TryRead(CallsJson.Default.CallRequest, out var call))
        {
            return;
        }

        if (!SessionId.TryParse(call.SessionId, out var session))
        {
            request.Fail(GatewayError.Invalid("sessionId must be a UUID."));
        }
        else if (request.Client.FindSubscription(encoder, session) is not { } subscription)
        {
            request.Fail(GatewayError.SessionAccessDenied with { Message = "Join the session first." });
        }
        else if (Check(request.Payload, call, content, mustName) is { } error)
        {
            request.Fail(error);
        }
        else if (await limiter.TakeCallMessageAsync(request.Caller, cancellationToken) is { } wait)
        {
            request.Fail(GatewayError.RateLimited(wait));
        }
        else
        {
            GatewayTracing.SetSession(session);
            subscription.Relay(new CallMessage(request.Event, request.Socket.Id, call.To ?? "", PayloadOf(request, content)));
            metrics.CallRelayed(request.Event);
            request.Acknowledge(new SessionResponse { SessionId = session, Timestamp = request.Now });
        }
    }

    private GatewayError? Check(JsonElement payload, CallRequest call, string? content, bool mustName)
    {
        if (Encoding.UTF8.GetByteCount(payload.GetRawText()) > options.Value.MaxMessageBytes)
        {
            return new GatewayError(ErrorCodes.PayloadTooLarge, $"A message of a call has at most {options.Value.MaxMessageBytes} bytes.");
        }

        if (content is not null && (!payload.TryGetProperty(content, out var inner) || inner.ValueKind is JsonValueKind.Null))
        {
            return GatewayError.Invalid($"{content} is missing.");
        }

        return call.To is { Length: 0 or > MaxTarget } || (mustName && call.To is null)
            ? GatewayError.Invalid($"to must be a user's or a socket's id of at most {MaxTarget} characters.")
            : null;
    }

    /// <summary>What was sent, and by whom; members that the event does not have are left out.</summary>
    private static byte[] PayloadOf(SocketRequest request, string? content)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using var json = new Utf8JsonWriter(buffer, JsonOptions);
        json.WriteStartObject();
        foreach (var member in request.Payload.EnumerateObject())
        {
            if (member.Name == "sessionId" || member.Name == "to" || member.Name == content)
            {
                member.WriteTo(json);
            }
        }

        json.WriteString("from"u8, request.Caller.UserId);
        json.WriteString("fromSocketId"u8, request.Socket.Id);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
