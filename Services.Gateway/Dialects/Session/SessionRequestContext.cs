using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Services.Contracts.Access;
using Services.Gateway.Json;
using Services.Gateway.Metrics;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Dialects.Session;

/// <summary>One event of a client, being answered: exactly one of an answer and an error.</summary>
internal sealed class SessionRequestContext(SocketIoEvent received, GatewayMetrics metrics, TimeProvider time)
{
    public SocketIoSocket Socket => received.Socket;

    public SessionClient Client => received.Socket.GetState<SessionClient>();

    public Caller Caller => Client.Caller;

    public string Event => received.Name;

    /// <summary>When it was taken up (<see cref="TimeProvider.GetTimestamp"/>).</summary>
    public long ReceivedAt { get; } = time.GetTimestamp();

    /// <summary>Unix time in milliseconds.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Reads the event's argument. If it is not what the event wants, the client is told what is wrong with it, and the event is over.</summary>
    public bool TryRead<T>(JsonTypeInfo<T> type, [NotNullWhen(true)] out T? request) where T : class
    {
        request = null;
        var payload = received[0];
        if (payload.ValueKind != JsonValueKind.Object)
        {
            Fail(GatewayError.Invalid("The payload must be an object."));
        }
        else if (!StorableText.IsThroughout(payload))
        {
            Fail(StorableText.Error);
        }
        else
        {
            try
            {
                request = payload.Deserialize(type);
            }
            catch (JsonException wrong)
            {
                Fail(GatewayError.Invalid($"{wrong.Path} is of another type than the event wants."));
            }
        }

        return request is not null;
    }

    /// <summary>Sends the event that answers this one, and the same to the client's callback.</summary>
    public void Answer<T>(string name, T answer, JsonTypeInfo<T> type)
    {
        Socket.Emit(name, answer, type);
        received.Ack(answer, type);
    }

    /// <summary>Answers the client's callback only.</summary>
    public void Confirm(SessionAnswer answer) => received.Ack(answer, GatewayJson.Default.SessionAnswer);

    /// <summary>Sends <c>error</c>, and tells the client's callback.</summary>
    public void Fail(GatewayError error)
    {
        metrics.Failed(error.Code);
        Telemetry.SetError(error);
        Socket.Emit(
            SessionEvents.Error,
            new ErrorEvent
            {
                Code = error.Code,
                Message = error.Message,
                RetryAfterMs = error.RetryAfterMs,
                Event = Event,
                SessionId = Echo("sessionId"),
                ClientMessageId = Echo("clientMessageId"),
                ApprovalId = Echo("approvalId"),
            },
            GatewayJson.Default.ErrorEvent);
        received.Ack(
            new FailedAnswer { Error = new ErrorBody(error.Code, error.Message, error.RetryAfterMs) },
            GatewayJson.Default.FailedAnswer);
    }

    private string? Echo(string member)
    {
        const int Longest = 200;
        return received[0].ValueKind == JsonValueKind.Object
            && received[0].TryGetProperty(member, out var value)
            && value.ValueKind == JsonValueKind.String
            && StorableText.IsThroughout(value)
            && value.GetString() is { Length: <= Longest } text
                ? text
                : null;
    }
}
