using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Services.Gateway.Tests.Hosting;

/// <summary>A request for every endpoint that a gateway maps, with each method: a test over them misses none that comes later.</summary>
internal static class EndpointRequests
{
    private static readonly string[] AnyMethod = ["GET", "POST"];

    /// <summary>Methods and paths. Parameters get a value that is an id of everything and leads to nothing.</summary>
    public static IReadOnlyList<(HttpMethod Method, string Path)> Of(GatewayHost gateway) =>
        [
            .. gateway
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .SelectMany(endpoint =>
                    (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? AnyMethod).Select(method =>
                        (HttpMethod.Parse(method), PathOf(endpoint.RoutePattern))
                    )
                )
                .Distinct(),
        ];

    private static string PathOf(RoutePattern pattern) =>
        "/" + string.Join('/', pattern.PathSegments.Select(static segment => string.Concat(segment.Parts.Select(TextOf))));

    private static string TextOf(RoutePatternPart part) =>
        part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            _ => Guid.Empty.ToString(),
        };
}
