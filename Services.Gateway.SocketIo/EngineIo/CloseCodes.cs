using System.Net.WebSockets;

namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>The close frame for each reason.</summary>
internal static class CloseCodes
{
    public static (WebSocketCloseStatus Status, string Text) For(SocketIoDisconnectReason reason) =>
        reason switch
        {
            SocketIoDisconnectReason.ProtocolError => (WebSocketCloseStatus.ProtocolError, "protocol error"),
            SocketIoDisconnectReason.PayloadTooLarge => (WebSocketCloseStatus.MessageTooBig, "message too big"),
            SocketIoDisconnectReason.PingTimeout => (WebSocketCloseStatus.PolicyViolation, "ping timeout"),
            SocketIoDisconnectReason.ConnectTimeout => (WebSocketCloseStatus.PolicyViolation, "connect timeout"),
            SocketIoDisconnectReason.SlowClient => (WebSocketCloseStatus.PolicyViolation, "slow client"),
            SocketIoDisconnectReason.ShuttingDown => (WebSocketCloseStatus.EndpointUnavailable, "server shutting down"),
            SocketIoDisconnectReason.Unavailable => (WebSocketCloseStatus.EndpointUnavailable, "try again"),
            SocketIoDisconnectReason.Replaced => (WebSocketCloseStatus.NormalClosure, "replaced by another connection"),
            SocketIoDisconnectReason.ServerClosed => (WebSocketCloseStatus.PolicyViolation, "closed by the server"),
            SocketIoDisconnectReason.ServerDisconnected => (WebSocketCloseStatus.NormalClosure, "server disconnect"),
            _ => (WebSocketCloseStatus.NormalClosure, ""),
        };
}
