using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.Tokens;
using ServiceDefaults.Peers;

namespace Microsoft.Extensions.Hosting;

/// <summary>Services trust each other's signatures, and nothing else: on the loopback address too.</summary>
public static class PeerRegistration
{
    internal const string Scheme = "Peer";

    /// <summary>
    /// Lets the service sign requests to others, with <c>Peers:Key</c>. Without one it does not start, except in development.
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="service">Its name in the application's model.</param>
    public static void AddPeerSigning(this IHostApplicationBuilder builder, string service) => builder.AddKeys(service).Signs = true;

    /// <summary>
    /// Refuses every request that no peer has signed for this service, unless its endpoint says who else may ask (health, metrics, OpenAPI
    /// and operations do). Without <c>Peers:Accepted</c> the service does not start, except in development.
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="service">Its name in the application's model: what was signed for another is refused.</param>
    public static void AddPeerAuthentication(this IHostApplicationBuilder builder, string service)
    {
        builder.AddKeys(service).IsAsked = true;
        builder.Services.AddAuthentication().AddJwtBearer(Scheme, static options => options.MapInboundClaims = false);
        builder
            .Services.AddOptions<JwtBearerOptions>(Scheme)
            .Configure<PeerKeys>(
                (bearer, keys) =>
                {
                    bearer.TokenValidationParameters = Parameters(keys, service);
                    bearer.Events = PeerProblems.Events;
                }
            );
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(PeerConventions.Signed().Build());
    }

    private static PeerNeeds AddKeys(this IHostApplicationBuilder builder, string service)
    {
        var known = builder.Services.FirstOrDefault(descriptor => descriptor.ServiceType == typeof(PeerNeeds));
        if (known?.ImplementationInstance is PeerNeeds before)
        {
            return before;
        }

        var needs = new PeerNeeds { Service = service };
        builder.Services.AddSingleton(needs);
        builder.Configuration.AddPeerFiles();
        builder.Services.AddOptions<PeerOptions>().BindConfiguration(PeerOptions.Section);
        builder.Services.TryAddSingleton<PeerKeys>();
        // Made at the start, so that a key that is missing stops the service then.
        builder.Services.AddHostedService<PeerKeyCheck>();
        return needs;
    }

    private static TokenValidationParameters Parameters(PeerKeys keys, string service) =>
        new()
        {
            // A service is known by its own keys only: none can sign in the name of another.
            IssuerSigningKeyResolver = (_, token, _, _) => keys.Of(token.Issuer),
            IssuerValidator = (issuer, _, _) =>
                keys.Of(issuer).Count > 0 ? issuer : throw new SecurityTokenInvalidIssuerException("No service is known by that name."),
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidAudience = service,
            RequireExpirationTime = true,
            ClockSkew = PeerToken.ClockSkew,
        };
}
