using System.Collections.Frozen;
using Microsoft.Extensions.Options;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Access;

/// <summary>
/// Keeps foreign web pages from opening sockets in a visitor's name: browsers send an Origin with every WebSocket and do not apply the
/// same-origin policy to it. Programs send none and are let through.
/// </summary>
internal sealed class OriginPolicy(IOptions<OriginOptions> options, IHostEnvironment environment)
{
    private readonly FrozenSet<string> _allowed = options
        .Value.Allowed.Select(origin => origin.TrimEnd('/'))
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private readonly bool _allowsLoopback = environment.IsDevelopment();

    /// <summary>True if the request comes from no page, from the gateway's own, or from an allowed one.</summary>
    public bool IsAllowed(HttpContext context) =>
        IsAllowed(context.Request.Headers.Origin.ToString(), context.Request.Scheme, context.Request.Host.ToString());

    /// <summary>The same for a request that opens a Socket.IO connection.</summary>
    public bool IsAllowed(SocketIoRequest request) => IsAllowed(request.Origin, request.Scheme, request.Host);

    /// <summary>True for a listed origin, and in development for any on this machine.</summary>
    public bool IsAllowed(string origin) =>
        _allowed.Contains(origin) || (_allowsLoopback && Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.IsLoopback);

    private bool IsAllowed(string origin, string scheme, string host) =>
        origin.Length == 0 || string.Equals(origin, $"{scheme}://{host}", StringComparison.OrdinalIgnoreCase) || IsAllowed(origin);
}
