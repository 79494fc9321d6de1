using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace Services.Gateway.Access;

/// <summary>
/// Keeps foreign web pages from opening sockets in a visitor's name: browsers send an Origin with every WebSocket and do not apply the same-origin
/// policy to it. Programs send none and are let through.
/// </summary>
internal sealed class OriginPolicy(IOptions<OriginOptions> options, IHostEnvironment environment)
{
    private readonly FrozenSet<string> _allowed = options.Value.Allowed.Select(origin => origin.TrimEnd('/')).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private readonly bool _allowsLoopback = environment.IsDevelopment();

    /// <summary>True if the request comes from no page, from the gateway's own, or from an allowed one.</summary>
    public bool IsAllowed(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        return origin.Length == 0 || IsSameOrigin(context.Request, origin) || IsAllowed(origin);
    }

    /// <summary>True for a listed origin, and in development for any on this machine.</summary>
    public bool IsAllowed(string origin) =>
        _allowed.Contains(origin) || (_allowsLoopback && Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.IsLoopback);

    private static bool IsSameOrigin(HttpRequest request, string origin) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
