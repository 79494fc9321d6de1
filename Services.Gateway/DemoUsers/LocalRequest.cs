using System.Net;
using ServiceDefaults.Hosts;

namespace Services.Gateway.DemoUsers;

/// <summary>Tells who sits at this machine from everybody else.</summary>
internal static class LocalRequest
{
    /// <summary>What a proxy adds for somebody behind it: the connection is the proxy's then.</summary>
    private static readonly string[] OfProxies = ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP"];

    /// <summary>
    /// True if the machine is asked by one of its own names over a connection of its own, and no proxy says that it speaks for another.
    /// </summary>
    public static bool Is(HttpContext context) =>
        LoopbackHosts.Contains(context.Request.Host)
        && (context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address))
        && !Array.Exists(OfProxies, context.Request.Headers.ContainsKey);
}
