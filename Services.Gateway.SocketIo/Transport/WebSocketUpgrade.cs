using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Services.Gateway.SocketIo.Transport;

/// <summary>
/// The opening handshake of RFC 6455 (HTTP/1.1) and RFC 8441 (HTTP/2). Done here and not by the WebSocket middleware because the
/// raw stream is needed: several frames leave in one flush.
/// </summary>
internal static class WebSocketUpgrade
{
    /// <summary>True if the request asks for a WebSocket in a form that can be granted.</summary>
    public static bool IsRequested(HttpContext context)
    {
        if (IsExtendedConnect(context))
        {
            return true;
        }

        var headers = context.Request.Headers;
        return HttpMethods.IsGet(context.Request.Method)
            && context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
            && headers.Upgrade.ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase)
            && headers.SecWebSocketVersion == "13"
            && IsKey(headers.SecWebSocketKey.ToString());
    }

    /// <summary>True for a WebSocket over HTTP/2.</summary>
    public static bool IsExtendedConnect(HttpContext context) =>
        context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" };

    /// <summary>Grants the request; the stream then carries frames.</summary>
    public static async ValueTask<Stream> AcceptAsync(HttpContext context, bool isCompressed)
    {
        if (isCompressed)
        {
            context.Response.Headers.SecWebSocketExtensions = MessageDeflate.Answer;
        }

        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
        {
            return await connect.AcceptAsync();
        }

        var headers = context.Response.Headers;
        headers.Connection = "Upgrade";
        headers.Upgrade = "websocket";
        headers.SecWebSocketAccept = AcceptKey(context.Request.Headers.SecWebSocketKey.ToString());
        return await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }

    /// <summary>True for 16 bytes in base64.</summary>
    public static bool IsKey(string key) => Base64.IsValid(key, out var length) && length == 16;

    /// <summary>The server's answer to the client's key.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455 prescribes SHA-1 here; nothing secret depends on it.")]
    public static string AcceptKey(string key) =>
        Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
}
