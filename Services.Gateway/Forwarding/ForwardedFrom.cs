using System.Net;

namespace Services.Gateway.Forwarding;

/// <summary>Marks a request that another gateway passed on; kept with its <c>HttpContext</c>.</summary>
/// <param name="Scheme">The scheme that the client used.</param>
/// <param name="Address">The client's address.</param>
internal sealed record ForwardedFrom(string Scheme, IPAddress? Address);
