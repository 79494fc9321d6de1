using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using ServiceDefaults.Hosts;

namespace Services.Gateway.Access;

/// <summary>Which web pages may talk to the gateway; <see cref="OriginMiddleware"/> asks for every request.</summary>
internal sealed class OriginPolicy(IOptions<OriginOptions> options, IHostEnvironment environment)
{
    private readonly FrozenSet<string> _allowed = options
        .Value.Allowed.Select(origin => origin.TrimEnd('/'))
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private readonly bool _allowsLoopback = environment.IsDevelopment();

    /// <summary>
    /// True if the request comes from no page, from the gateway's own, or from an allowed one. The host was filtered before: an origin that
    /// agrees with it is not anybody's.
    /// </summary>
    public bool IsAllowed(HttpRequest request) =>
        request.Headers.Origin.ToString() is var origin
        && (
            origin.Length == 0
            || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            || IsAllowed(origin)
        );

    /// <summary>
    /// True for a listed origin, and in development for any on this machine that came from a server: a file, or a page that is in a sandbox
    /// (<c>null</c>), may be anybody's.
    /// </summary>
    public bool IsAllowed(string origin) => _allowed.Contains(origin) || (_allowsLoopback && IsOfThisMachine(origin));

    private static bool IsOfThisMachine(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && LoopbackHosts.Contains(uri.Host);
}
