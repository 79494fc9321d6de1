using Microsoft.Extensions.Options;
using Services.Contracts.Access;
using Services.Contracts.Json;
using Services.Gateway.Access;
using Services.Gateway.SocketIo;
using Services.Gateway.Subscriptions;

namespace Services.Gateway.ConnectionLogs;

/// <summary>
/// Says in the log when connections came and went, how long they lasted and why they ended. Sockets are told apart by their ids, which
/// clients know too; users are not named.
/// </summary>
internal sealed partial class ConnectionLog(IOptions<AuthOptions> options, TimeProvider time, ILogger<ConnectionLog> logger)
{
    /// <summary>A client is connected over Socket.IO.</summary>
    public void Connected(SocketIoSocket socket)
    {
        var client = socket.GetState<SocketClient>();
        client.ConnectedAt = time.GetTimestamp();
        LogConnected(socket.Id, EnumNames.Of(client.Caller.Role), socket.Recovered is not null);
    }

    /// <summary>A client that was connected over Socket.IO no longer is.</summary>
    public void Disconnected(SocketIoSocket socket, SocketIoDisconnectReason reason)
    {
        var client = socket.GetState<SocketClient>();
        LogDisconnected(socket.Id, EnumNames.Of(client.Caller.Role), reason, Seconds(client.ConnectedAt));
    }

    /// <summary>A client is connected over another transport. Keep what it gives for the end.</summary>
    public long Connected(string transport, Caller caller)
    {
        LogOpened(transport, EnumNames.Of(caller.Role));
        return time.GetTimestamp();
    }

    /// <summary>A client that was connected over another transport no longer is.</summary>
    public void Disconnected(string transport, VerifiedToken token, bool isStopping, long since)
    {
        var hasExpired = token.Expires <= TokenValidation.ExpiredUntil(options.Value, time);
        var reason =
            isStopping ? "the gateway stops"
            : hasExpired ? "its token has expired"
            : "one side closed it";
        LogClosed(transport, EnumNames.Of(token.Caller.Role), reason, Seconds(since));
    }

    private double Seconds(long since) => Math.Round(time.GetElapsedTime(since).TotalSeconds, 3);

    [LoggerMessage(LogLevel.Information, "Socket {SocketId} connected, role {Role}, recovered {IsRecovered}.")]
    private partial void LogConnected(string socketId, string role, bool isRecovered);

    [LoggerMessage(LogLevel.Information, "Socket {SocketId} disconnected, role {Role}: {Reason}, after {Seconds} s.")]
    private partial void LogDisconnected(string socketId, string role, SocketIoDisconnectReason reason, double seconds);

    [LoggerMessage(LogLevel.Information, "Connection over {Transport} opened, role {Role}.")]
    private partial void LogOpened(string transport, string role);

    [LoggerMessage(LogLevel.Information, "Connection over {Transport} closed, role {Role}: {Reason}, after {Seconds} s.")]
    private partial void LogClosed(string transport, string role, string reason, double seconds);
}
