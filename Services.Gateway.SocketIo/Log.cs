using Microsoft.Extensions.Logging;

namespace Services.Gateway.SocketIo;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "A handler of namespace {Namespace} failed for socket {SocketId}.")]
    public static partial void HandlerFailed(ILogger logger, Exception failure, string @namespace, string socketId);

    [LoggerMessage(2, LogLevel.Error, "Deciding on a connect to namespace {Namespace} failed.")]
    public static partial void ConnectFailed(ILogger logger, Exception failure, string @namespace);

    [LoggerMessage(3, LogLevel.Debug, "Connection {ConnectionId} ends: {Reason} {Detail}")]
    public static partial void Closing(ILogger logger, string connectionId, SocketIoDisconnectReason reason, string detail);

    [LoggerMessage(4, LogLevel.Warning, "Recovering a socket of namespace {Namespace} failed.")]
    public static partial void RecoveryFailed(ILogger logger, Exception failure, string @namespace);

    [LoggerMessage(5, LogLevel.Error, "The handler of Engine.IO messages failed for session {ConnectionId}.")]
    public static partial void EngineHandlerFailed(ILogger logger, Exception failure, string connectionId);
}
