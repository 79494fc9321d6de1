using System.Net;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Access;

/// <summary>
/// Connections over Socket.IO count as those of their address from the handshake, whether anybody signs in on them or not.
/// </summary>
internal sealed class HandshakeLimiter(RateLimiter limiter) : IHandshakeLimiter
{
    public ValueTask<TimeSpan?> TakeAsync(IPAddress? address) =>
        address is null || !limiter.LimitsHandshakes
            ? ValueTask.FromResult<TimeSpan?>(null)
            : new ValueTask<TimeSpan?>(limiter.TakeHandshakeAsync(address, CancellationToken.None));
}
