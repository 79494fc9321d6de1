using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using ServiceDefaults.Secrecy;
using Services.Gateway.Access.Oidc;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Access;

internal static class AccessRegistration
{
    /// <summary>Authentication, authorisation, origins and rate limits.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddOptions<AuthOptions>().BindConfiguration(AuthOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<OriginOptions>().BindConfiguration(OriginOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services
            .AddOptions<ConnectionLimitOptions>()
            .BindConfiguration(ConnectionLimitOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<ConnectionAdmission>();
        services.AddSingleton<OriginPolicy>();
        services.AddSingleton<IValidateOptions<AuthOptions>, AuthOptionsValidator>();
        services.AddSingleton<OidcProvider>();
        services.AddHostedService(static provider => provider.GetRequiredService<OidcProvider>());
        services.AddSingleton<TokenValidator>();
        services.AddSingleton<TokenVerifier>();
        services.AddSingleton<RateLimiter>();
        services.AddSingleton<RequestLimiter>();
        services.AddSingleton<IHandshakeLimiter, HandshakeLimiter>();
        services.AddSingleton<ConnectionRegistry>();

        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(_ => { });
        services
            .AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<TokenValidator>(
                static (bearer, validator) =>
                {
                    bearer.TokenHandlers.Clear();
                    bearer.TokenHandlers.Add(new BearerTokenHandler(validator));
                    bearer.Events = new JwtBearerEvents { OnMessageReceived = ReadTokenFromQuery };
                }
            );

        services
            .AddAuthorizationBuilder()
            .SetDefaultPolicy(
                new AuthorizationPolicyBuilder(JwtBearerDefaults.AuthenticationScheme)
                    .RequireAuthenticatedUser()
                    .RequireAssertion(static context => CallerClaims.IsCaller(context.User))
                    .Build()
            );
        services.AddCors();
        services
            .AddOptions<CorsOptions>()
            .Configure<OriginPolicy>(
                static (cors, origins) =>
                    cors.AddDefaultPolicy(policy => policy.SetIsOriginAllowed(origins.IsAllowed).AllowAnyHeader().AllowAnyMethod())
            );
        services
            .AddOptions<SocketIoOptions>()
            .Configure<IOptions<ConnectionLimitOptions>>(
                static (options, limits) =>
                {
                    options.MaxConnections = limits.Value.MaxTotal;
                    options.MaxConnectionsPerAddress = limits.Value.MaxPerAddress;
                }
            );
        return services;
    }

    /// <summary>Refuses foreign pages; goes before everything that does something for who asks.</summary>
    public static IApplicationBuilder UseOrigins(this IApplicationBuilder app) => app.UseMiddleware<OriginMiddleware>();

    /// <summary>Browsers can set no header on a WebSocket or an event stream.</summary>
    private static Task ReadTokenFromQuery(MessageReceivedContext context)
    {
        var isStream =
            context.Request.Path.StartsWithSegments("/ws")
            || (
                context.Request.Path.StartsWithSegments("/sessions")
                && context.Request.Path.Value!.EndsWith("/events", StringComparison.Ordinal)
            );
        if (
            isStream
            && string.IsNullOrEmpty(context.Request.Headers.Authorization)
            && context.HttpContext.Features.Get<QueryToken>() is { Value.Length: > 0 } token
        )
        {
            context.Token = token.Value;
        }

        return Task.CompletedTask;
    }
}
