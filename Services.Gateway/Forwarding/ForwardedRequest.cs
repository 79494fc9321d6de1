using System.Collections.Frozen;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Services.Gateway.Forwarding;

/// <summary>
/// A client's request as it goes on to another gateway: as it came, without what belongs to the connection that it came over.
/// </summary>
internal static class ForwardedRequest
{
    private static readonly FrozenSet<string> Left = FrozenSet.ToFrozenSet(
        [
            HeaderNames.Connection,
            HeaderNames.KeepAlive,
            HeaderNames.ProxyConnection,
            HeaderNames.ProxyAuthorization,
            HeaderNames.TE,
            HeaderNames.Trailer,
            HeaderNames.TransferEncoding,
            HeaderNames.Upgrade,
            HeaderNames.Expect,
            HeaderNames.Host,
            HeaderNames.TraceParent,
            HeaderNames.TraceState,
            HeaderNames.Baggage,
        ],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>True for a WebSocket, over HTTP/1.1 or HTTP/2.</summary>
    public static bool IsUpgrade(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };

    public static HttpRequestMessage For(HttpContext context, Uri owner, string signature)
    {
        var isPost = HttpMethods.IsPost(context.Request.Method);
        var target =
            $"{owner.GetLeftPart(UriPartial.Authority)}{context.Request.PathBase}{context.Request.Path}{context.Request.QueryString}";
        var request = new HttpRequestMessage(
            isPost ? HttpMethod.Post : HttpMethod.Get,
            new Uri(target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })
        )
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = isPost ? new StreamContent(context.Request.Body) : null,
        };
        foreach (var (name, values) in context.Request.Headers)
        {
            if (!Left.Contains(name) && !name.StartsWith(':') && !request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        request.Headers.Host = context.Request.Host.Value;
        request.Headers.TryAddWithoutValidation(ForwardingSignature.Header, signature);
        if (IsUpgrade(context))
        {
            RequestWebSocket(request);
        }

        return request;
    }

    private static void RequestWebSocket(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation(HeaderNames.Connection, HeaderNames.Upgrade);
        request.Headers.TryAddWithoutValidation(HeaderNames.Upgrade, "websocket");
        if (!request.Headers.Contains(HeaderNames.SecWebSocketKey))
        {
            // Over HTTP/2 there is none.
            request.Headers.TryAddWithoutValidation(
                HeaderNames.SecWebSocketKey,
                Convert.ToBase64String(RandomNumberGenerator.GetBytes(16))
            );
        }
    }
}
