using System.Net;
using Microsoft.Net.Http.Headers;
using Services.Gateway.Metrics;
using Yarp.ReverseProxy.Forwarder;

namespace Services.Gateway.Forwarding;

/// <summary>
/// What is changed in a request that is passed on, and in its answer; all else goes through as it came, but for what belongs to a
/// connection.
/// </summary>
internal sealed class ForwardedRequestTransformer(ForwardingSignature signature, GatewayMetrics metrics) : HttpTransformer
{
    private const string CorsPrefix = "Access-Control-";

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext,
        HttpRequestMessage proxyRequest,
        string destinationPrefix,
        CancellationToken cancellationToken
    )
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        var request = httpContext.Request;
        proxyRequest.RequestUri = RequestUtilities.MakeDestinationAddress(
            destinationPrefix,
            request.PathBase.Add(request.Path),
            request.QueryString
        );

        // The trace goes on with this gateway's span, not beside it.
        proxyRequest.Headers.Remove(HeaderNames.TraceParent);
        proxyRequest.Headers.Remove(HeaderNames.TraceState);
        proxyRequest.Headers.Remove(HeaderNames.Baggage);
        proxyRequest.Headers.Remove(ForwardingSignature.Header);
        proxyRequest.Headers.TryAddWithoutValidation(ForwardingSignature.Header, signature.Sign(httpContext));
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext,
        HttpResponseMessage? proxyResponse,
        CancellationToken cancellationToken
    )
    {
        if (proxyResponse is null || !await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken))
        {
            return false;
        }

        metrics.Forwarded(proxyResponse.StatusCode == HttpStatusCode.SwitchingProtocols ? "websocket" : "polling");
        var headers = httpContext.Response.Headers;
        foreach (var name in headers.Keys.Where(IsOfCors).ToArray())
        {
            // This gateway answers for cross-origin access itself, when the response begins.
            headers.Remove(name);
        }

        return true;
    }

    private static bool IsOfCors(string name) => name.StartsWith(CorsPrefix, StringComparison.OrdinalIgnoreCase);
}
