using System.Text.Json;
using Microsoft.Extensions.Options;
using Services.Contracts.Ids;
using Services.Gateway.SocketIo;

namespace Services.Gateway.ConnectionLogs;

/// <summary>
/// A line for each event in either direction, for whoever develops a client (<see cref="TrafficLogOptions.LogEvents"/>): its name, its
/// connection, its session and its size. Of what clients write, only names that the gateway knows and ids of sessions are told.
/// </summary>
internal sealed partial class TrafficLog(IOptions<TrafficLogOptions> options, ILogger<TrafficLog> logger)
{
    private const string SocketIo = "socketio";

    /// <summary>What is logged in place of a name that is the client's own.</summary>
    private const string UnknownName = "(unknown)";

    /// <summary>True if events are logged.</summary>
    public bool IsOn { get; } = options.Value.LogEvents;

    /// <summary>Watches a namespace, if events are logged at all.</summary>
    public void Watch(SocketIoNamespace ns)
    {
        if (!IsOn)
        {
            return;
        }

        ns.OnAny(received =>
            {
                var name = ns.Handles(received.Name) ? received.Name : UnknownName;
                LogReceived(SocketIo, received.Socket.Id, name, SessionOf(received[0]), received.Size);
            })
            .OnAnyOutgoing(sent => LogSent(SocketIo, sent.Socket.Id, sent.Name, SessionOf(sent.Json), sent.Size));
    }

    /// <summary>An event has come over another transport; null for a name that the gateway does not know.</summary>
    public void Received(string transport, string connectionId, string? name, SessionId session, long bytes)
    {
        if (IsOn)
        {
            LogReceived(transport, connectionId, name ?? UnknownName, session, bytes);
        }
    }

    /// <summary>An event was sent over another transport.</summary>
    public void Sent(string transport, string connectionId, string name, SessionId session, long bytes)
    {
        if (IsOn)
        {
            LogSent(transport, connectionId, name, session, bytes);
        }
    }

    private static SessionId? SessionOf(JsonElement argument) =>
        argument.ValueKind == JsonValueKind.Object
        && (argument.TryGetProperty("sessionId"u8, out var id) || argument.TryGetProperty("session_id"u8, out id))
        && id.ValueKind == JsonValueKind.String
        && id.TryGetGuid(out var value)
            ? SessionId.From(value)
            : null;

    /// <summary>The session in the first argument of a packet: <c>["name",{"sessionId":…},…]</c>.</summary>
    private static SessionId? SessionOf(ReadOnlySpan<byte> packet)
    {
        var reader = new Utf8JsonReader(packet);
        if (!reader.Read() || !reader.Read() || !reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSession = reader.ValueTextEquals("sessionId"u8) || reader.ValueTextEquals("session_id"u8);
            reader.Read();
            if (isSession)
            {
                return reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var value) ? SessionId.From(value) : null;
            }

            reader.Skip();
        }

        return null;
    }

    [LoggerMessage(LogLevel.Information, "Received {EventName} over {Transport} {ConnectionId}, session {SessionId}, {Bytes} bytes.")]
    private partial void LogReceived(string transport, string connectionId, string eventName, SessionId? sessionId, long bytes);

    [LoggerMessage(LogLevel.Information, "Sent {EventName} over {Transport} {ConnectionId}, session {SessionId}, {Bytes} bytes.")]
    private partial void LogSent(string transport, string connectionId, string eventName, SessionId? sessionId, long bytes);
}
