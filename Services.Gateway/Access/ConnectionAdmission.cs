using System.Net;
using Microsoft.Extensions.Options;
using Services.Contracts.Access;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Errors;

namespace Services.Gateway.Access;

/// <summary>Decides whether there is room for a connection: rates over all gateways, and how many a user has open on this one.</summary>
internal sealed class ConnectionAdmission(RateLimiter limiter, ConnectionRegistry connections, IOptions<ConnectionLimitOptions> options)
{
    /// <summary>Asks for an address, before anybody has said who they are; null if it may go on.</summary>
    public async Task<GatewayError?> CheckAsync(IPAddress? address, CancellationToken cancellationToken)
    {
        if (address is null)
        {
            return null;
        }

        return await limiter.TakeHandshakeAsync(address, cancellationToken) is { } wait ? GatewayError.RateLimited(wait) : null;
    }

    /// <summary>Asks for a user; null if they may connect.</summary>
    public async Task<GatewayError?> CheckAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (CheckReturning(caller) is { } full)
        {
            return full;
        }

        return await limiter.TakeConnectionAsync(caller, cancellationToken) is { } wait ? GatewayError.RateLimited(wait) : null;
    }

    /// <summary>The same for one that has what it missed sent again.</summary>
    public async Task<GatewayError?> CheckReplayAsync(Caller caller, CancellationToken cancellationToken) =>
        CheckReturning(caller) is { } full ? full
        : await limiter.TakeReplayAsync(caller, cancellationToken) is { } wait ? GatewayError.RateLimited(wait)
        : null;

    /// <summary>Asks for a user whose connection goes on where an earlier one ended, which is not counted as a new one.</summary>
    public GatewayError? CheckReturning(Caller caller) =>
        options.Value.MaxPerUser is > 0 and var most && connections.CountOf(caller.UserId) >= most ? GatewayError.TooManyConnections : null;
}
