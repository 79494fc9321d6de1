using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Hosts;

/// <summary>
/// The names of this machine that nobody else can have. Any other may lead here as well: a page of somebody's domain reaches what listens
/// on the loopback address once that domain's address is 127.0.0.1, and then counts as of the same origin.
/// </summary>
public static class LoopbackHosts
{
    /// <summary>Without ports; an IPv6 address as in a URL.</summary>
    public static IReadOnlyList<string> Names { get; } = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>True for one of them, on whatever port.</summary>
    public static bool Contains(HostString host) => Contains(host.Host);

    /// <summary>True for one of them.</summary>
    /// <param name="host">Without a port.</param>
    public static bool Contains(string host) => Names.Contains(host, StringComparer.OrdinalIgnoreCase);
}
