using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using ServiceDefaults.Peers;

namespace Microsoft.Extensions.Hosting;

/// <summary>Who may ask an endpoint, and for whom a client signs.</summary>
public static class PeerConventions
{
    /// <summary>Only these services may ask; another's signature gets 403, none gets 401.</summary>
    public static TBuilder RequirePeer<TBuilder>(this TBuilder endpoints, params string[] services)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.RequireAuthorization(Signed().RequireClaim(JwtRegisteredClaimNames.Iss, services).Build());

    /// <summary>Signs what this client sends, for that service.</summary>
    public static IHttpClientBuilder SignedFor(this IHttpClientBuilder http, string service) =>
        http.AddHttpMessageHandler(provider => new PeerSigningHandler(
            provider.GetRequiredService<PeerKeys>(),
            provider.GetRequiredService<PeerNeeds>(),
            service,
            provider.GetRequiredService<TimeProvider>()
        ));

    /// <summary>For whoever has signed as a peer.</summary>
    internal static AuthorizationPolicyBuilder Signed() =>
        new AuthorizationPolicyBuilder(PeerRegistration.Scheme).RequireAuthenticatedUser();
}
