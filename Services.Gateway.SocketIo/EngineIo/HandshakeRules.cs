using Microsoft.AspNetCore.Http;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>The checks of an Engine.IO handshake, in the order of the reference implementation: the transport comes first.</summary>
internal static class HandshakeRules
{
    /// <summary>Null when the request may open a connection.</summary>
    public static EngineIoError? Check(HttpContext context, Func<string, bool> knowsSession, Func<HttpContext, bool>? isOriginAllowed)
    {
        var query = context.Request.Query;
        if (query["transport"] != "websocket")
        {
            return EngineIoError.TransportUnknown;
        }

        var sessionId = query["sid"].ToString();
        if (sessionId.Length > 0)
        {
            return knowsSession(sessionId) ? EngineIoError.BadRequest : EngineIoError.SessionUnknown;
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !WebSocketUpgrade.IsExtendedConnect(context))
        {
            return EngineIoError.BadHandshakeMethod;
        }

        if (!WebSocketUpgrade.IsRequested(context))
        {
            return EngineIoError.BadRequest;
        }

        if (isOriginAllowed?.Invoke(context) == false)
        {
            return EngineIoError.Forbidden;
        }

        return query["EIO"] == "4" ? null : EngineIoError.UnsupportedVersion;
    }
}
