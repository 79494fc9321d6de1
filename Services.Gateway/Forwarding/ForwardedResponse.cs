using System.Collections.Frozen;
using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Services.Gateway.Forwarding;

/// <summary>Gives the answer of another gateway to the client; once a WebSocket was granted, carries bytes both ways.</summary>
internal static class ForwardedResponse
{
    private const string CorsPrefix = "Access-Control-";

    private static readonly FrozenSet<string> Left = FrozenSet.ToFrozenSet(
        [
            HeaderNames.Connection,
            HeaderNames.KeepAlive,
            HeaderNames.ProxyConnection,
            HeaderNames.TE,
            HeaderNames.Trailer,
            HeaderNames.TransferEncoding,
            HeaderNames.Upgrade,
            HeaderNames.Date,
            HeaderNames.Server,
        ],
        StringComparer.OrdinalIgnoreCase
    );

    public static async Task WriteAsync(HttpContext context, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        CopyHeaders(response, context.Response.Headers);
        if (response.StatusCode == HttpStatusCode.SwitchingProtocols)
        {
            await using var owner = await response.Content.ReadAsStreamAsync(cancellationToken);
            await using var client = await AcceptAsync(context);
            await Tunnel.RunAsync(client, owner, cancellationToken);
            return;
        }

        context.Response.StatusCode = (int)response.StatusCode;
        await response.Content.CopyToAsync(context.Response.Body, cancellationToken);
    }

    /// <summary>This gateway answers for cross-origin access itself.</summary>
    private static void CopyHeaders(HttpResponseMessage response, IHeaderDictionary headers)
    {
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            if (!Left.Contains(name) && !name.StartsWith(CorsPrefix, StringComparison.OrdinalIgnoreCase))
            {
                headers[name] = values.ToArray();
            }
        }
    }

    private static async Task<Stream> AcceptAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
        {
            context.Response.Headers.Remove(HeaderNames.SecWebSocketAccept);
            return await connect.AcceptAsync();
        }

        context.Response.Headers.Connection = HeaderNames.Upgrade;
        context.Response.Headers.Upgrade = "websocket";
        return await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }
}
