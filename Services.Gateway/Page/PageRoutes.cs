using System.Collections.Frozen;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Net.Http.Headers;

namespace Services.Gateway.Page;

/// <summary>Which paths are the page's.</summary>
internal sealed class PageRoutes(IServiceProvider services)
{
    /// <summary>Files with a hash in their names.</summary>
    public const string Assets = "/assets";

    /// <summary>
    /// The first segments of all paths that are for programs. Signing in as a demo user is among them also where it is off.
    /// </summary>
    private readonly Lazy<FrozenSet<string>> _programs = new(() =>
        services
            .GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.PathSegments is [var first, ..] ? first.Parts[0] : null)
            .OfType<RoutePatternLiteralPart>()
            .Select(part => part.Content)
            .Append("auth")
            .Append(Assets.TrimStart('/'))
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
    );

    /// <summary>
    /// True if a browser asks for something to show at a path that nothing else answers: the page has to tell what it is.
    /// </summary>
    public bool IsInThePage(HttpRequest request) =>
        request.Path.Value is { Length: > 1 } path
        && HttpMethods.IsGet(request.Method)
        && !Path.HasExtension(path)
        && !_programs.Value.Contains(FirstSegment(path))
        && AcceptsHtml(request);

    private static string FirstSegment(string path) => path.IndexOf('/', 1) is > 0 and var end ? path[1..end] : path[1..];

    /// <summary>Browsers name it when they navigate; programs that take anything do not.</summary>
    private static bool AcceptsHtml(HttpRequest request) =>
        request
            .Headers.GetCommaSeparatedValues(HeaderNames.Accept)
            .Any(static type => type.AsSpan().Trim().StartsWith("text/html", StringComparison.OrdinalIgnoreCase));
}
