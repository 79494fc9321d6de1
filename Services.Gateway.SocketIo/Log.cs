using Microsoft.Extensions.Logging;

namespace Services.Gateway.SocketIo;

/// <summary>What the library logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "A handler of namespace {Namespace} failed for socket {SocketId}.")]
    public static partial void LogHandlerFailed(this ILogger logger, Exception failure, string @namespace, string socketId);

    [LoggerMessage(2, LogLevel.Error, "Deciding on a connect to namespace {Namespace} failed.")]
    public static partial void LogConnectFailed(this ILogger logger, Exception failure, string @namespace);

    [LoggerMessage(3, LogLevel.Debug, "Connection {ConnectionId} ends: {Reason} {Detail}")]
    public static partial void LogClosing(this ILogger logger, string connectionId, SocketIoDisconnectReason reason, string detail);

    [LoggerMessage(4, LogLevel.Warning, "Recovering a socket of namespace {Namespace} failed.")]
    public static partial void LogRecoveryFailed(this ILogger logger, Exception failure, string @namespace);

    [LoggerMessage(5, LogLevel.Error, "The handler of Engine.IO messages failed for session {ConnectionId}.")]
    public static partial void LogEngineHandlerFailed(this ILogger logger, Exception failure, string connectionId);

    [LoggerMessage(
        6,
        LogLevel.Warning,
        "{Bytes} bytes for connection {ConnectionId} were not sent: no more than {MaxBytes} may wait for a client (MaxOutboundBytes)."
    )]
    public static partial void LogEventTooLarge(this ILogger logger, string connectionId, long bytes, int maxBytes);

    [LoggerMessage(7, LogLevel.Debug, "A handshake failed off its connection; the HTTP server answers it.")]
    public static partial void LogHandshakeFailed(this ILogger logger, Exception failure);

    [LoggerMessage(8, LogLevel.Error, "Middleware failed behind the handshake of connection {ConnectionId}, which is cut.")]
    public static partial void LogMiddlewareFailed(this ILogger logger, Exception failure, string connectionId);

    [LoggerMessage(9, LogLevel.Error, "What was to run behind a handshake failed.")]
    public static partial void LogCompletionFailed(this ILogger logger, Exception failure);
}
