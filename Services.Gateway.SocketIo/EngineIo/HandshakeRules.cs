using Microsoft.AspNetCore.Http;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>The checks of an Engine.IO request, in the order of the reference implementation: the transport comes first.</summary>
internal static class HandshakeRules
{
    public const string Polling = "polling";
    public const string WebSocket = "websocket";

    private const string ProtocolVersion = "4";

    /// <summary>Null when the request may go on; then <paramref name="session"/> is the session it names, or null for a new one.</summary>
    public static EngineIoError? Check(HttpContext context, EngineServer server, out EngineSession? session)
    {
        session = null;
        var query = context.Request.Query;
        var transport = query["transport"].ToString();
        if (transport is not (Polling or WebSocket))
        {
            return EngineIoError.TransportUnknown;
        }

        var isUpgrade = WebSocketUpgrade.IsRequested(context);
        var sessionId = query["sid"].ToString();
        if (sessionId.Length > 0)
        {
            session = server.Find(sessionId);
            return CheckKnown(context, server, session, transport, isUpgrade);
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !WebSocketUpgrade.IsExtendedConnect(context))
        {
            return EngineIoError.BadHandshakeMethod;
        }

        if (transport == WebSocket != isUpgrade)
        {
            return EngineIoError.BadRequest;
        }

        if (!server.AllowsOrigin(context))
        {
            return EngineIoError.Forbidden;
        }

        return query["EIO"] == ProtocolVersion ? null : EngineIoError.UnsupportedVersion;
    }

    private static EngineIoError? CheckKnown(
        HttpContext context,
        EngineServer server,
        EngineSession? session,
        string transport,
        bool isUpgrade
    )
    {
        if (session is null)
        {
            return EngineIoError.SessionUnknown;
        }

        var isServed = isUpgrade || HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsPost(context.Request.Method);
        if (
            !isServed
            || transport == WebSocket != isUpgrade
            || (transport == Polling && session.IsUpgraded)
            || context.Request.Query["EIO"] != ProtocolVersion
        )
        {
            return EngineIoError.BadRequest;
        }

        return server.AllowsOrigin(context) ? null : EngineIoError.Forbidden;
    }
}
