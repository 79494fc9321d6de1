using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Services.Contracts.Access;
using Services.Gateway.Errors;
using Services.Gateway.Metrics;
using Services.Gateway.SocketIo;
using Services.Gateway.Subscriptions;
using Services.Gateway.Tracing;
using Services.Gateway.Validation;

namespace Services.Gateway.Requests;

/// <summary>One event of a client, being answered: exactly one of an answer and an error.</summary>
internal sealed class SocketRequest(SocketIoEvent received, IErrorEncoder errors, GatewayMetrics metrics, TimeProvider time)
{
    private bool _isDetached;

    public SocketIoSocket Socket => received.Socket;

    public SocketClient Client => received.Socket.GetState<SocketClient>();

    public Caller Caller => Client.Caller;

    public string Event => received.Name;

    /// <summary>The event's argument; undefined once detached.</summary>
    public JsonElement Payload => _isDetached ? default : received[0];

    /// <summary>Its binary parts.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Attachments => received.Attachments;

    /// <summary>When it was received (<see cref="TimeProvider.GetTimestamp"/>).</summary>
    public long ReceivedAt { get; } = time.GetTimestamp();

    /// <summary>Unix time in milliseconds.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The request outlives its handler: what was received is gone from now on.</summary>
    public void Detach() => _isDetached = true;

    /// <summary>
    /// Reads the event's argument. If it is not what the event wants, the client is told what is wrong with it, and the event is over.
    /// </summary>
    public bool TryRead<T>(JsonTypeInfo<T> type, [NotNullWhen(true)] out T? request)
        where T : class
    {
        request = null;
        if (Payload.ValueKind != JsonValueKind.Object)
        {
            Fail(GatewayError.Invalid("The payload must be an object."));
        }
        else if (!StorableText.IsThroughout(Payload))
        {
            Fail(StorableText.Error);
        }
        else
        {
            try
            {
                request = Payload.Deserialize(type);
            }
            catch (JsonException wrong)
            {
                Fail(GatewayError.Invalid($"{wrong.Path} is of another type than the event wants."));
            }
        }

        return request is not null;
    }

    /// <summary>Reads an argument that is a text, or a member of that name in an object.</summary>
    public bool TryReadText(string member, [NotNullWhen(true)] out string? text)
    {
        var value = Payload.ValueKind == JsonValueKind.Object && Payload.TryGetProperty(member, out var inner) ? inner : Payload;
        text = value.ValueKind == JsonValueKind.String && StorableText.IsThroughout(value) ? value.GetString() : null;
        if (text is null)
        {
            Fail(GatewayError.Invalid($"The payload must be the {member}."));
        }

        return text is not null;
    }

    /// <summary>Sends the event that answers this one, and the same to the client's callback.</summary>
    public void Respond<T>(string name, T answer, JsonTypeInfo<T> type)
    {
        Socket.Emit(name, answer, type);
        received.Ack(answer, type);
    }

    /// <summary>Answers the client's callback only.</summary>
    public void Acknowledge(SessionResponse answer) => received.Ack(answer, RequestsJson.Default.SessionResponse);

    /// <summary>Answers the client's callback only.</summary>
    public void Acknowledge<T>(T answer, JsonTypeInfo<T> type) => received.Ack(answer, type);

    /// <summary>Sends the dialect's error event, and tells the client's callback.</summary>
    public void Fail(GatewayError error)
    {
        metrics.Failed(error.Code);
        GatewayTracing.SetError(error);
        errors.Send(this, error);
        received.Ack(ErrorResponse.Of(error), ErrorsJson.Default.ErrorResponse);
    }

    /// <summary>A member of the argument to be told again with an error, so that the client knows what it was about.</summary>
    public string? Echo(string member)
    {
        const int Longest = 200;
        return
            Payload.ValueKind == JsonValueKind.Object
            && Payload.TryGetProperty(member, out var value)
            && value.ValueKind == JsonValueKind.String
            && StorableText.IsThroughout(value)
            && value.GetString() is { Length: <= Longest } text
            ? text
            : null;
    }
}
