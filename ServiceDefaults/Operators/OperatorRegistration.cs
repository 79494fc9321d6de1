using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using ServiceDefaults.Operators;
using ServiceDefaults.Peers;

namespace Microsoft.Extensions.Hosting;

/// <summary>What only operators of the platform may ask of a service.</summary>
public static class OperatorRegistration
{
    private const string Scheme = "Operator";
    private const string Policy = "Operator";
    private const string Prefix = "/operations";

    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Takes tokens that <c>Operators:Key</c> signs for this service; without a key, none.
    /// </summary>
    /// <param name="builder">The service.</param>
    /// <param name="audience">Its name in the application's model: a token for one service is refused by the others.</param>
    public static void AddOperators(this IHostApplicationBuilder builder, string audience)
    {
        builder
            .Services.AddOptions<OperatorOptions>()
            .BindConfiguration(OperatorOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddAuthentication().AddJwtBearer(Scheme, options => options.MapInboundClaims = false);
        builder
            .Services.AddOptions<JwtBearerOptions>(Scheme)
            .Configure<IOptions<OperatorOptions>>(
                (bearer, operators) =>
                {
                    bearer.TokenValidationParameters = Parameters(operators.Value, audience);
                    bearer.Events = PeerProblems.Events;
                }
            );
        builder
            .Services.AddAuthorizationBuilder()
            .AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser());
    }

    /// <summary>A group at <c>/operations</c> that operators alone may use.</summary>
    public static RouteGroupBuilder MapOperatorGroup(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGroup(Prefix).WithTags("Operations").RequireAuthorization(Policy);

    private static TokenValidationParameters Parameters(OperatorOptions options, string audience) =>
        new()
        {
            // Nobody knows a key that is made here: every token is refused.
            IssuerSigningKey = new SymmetricSecurityKey(
                options.Key is { } key ? Encoding.UTF8.GetBytes(key) : RandomNumberGenerator.GetBytes(32)
            ),
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidIssuer = OperatorOptions.Issuer,
            ValidAudience = audience,
            RequireExpirationTime = true,
            ClockSkew = ClockSkew,
        };
}
