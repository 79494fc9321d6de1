using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using Services.Conversations;
using Services.Gateway.Access;
using Services.Gateway.Alerts;
using Services.Gateway.Delivery;
using Services.Gateway.Dialects;
using Services.Gateway.Dialects.RoomWebSocket;
using Services.Gateway.Forwarding;
using Services.Gateway.Health;
using Services.Gateway.Json;
using Services.Gateway.Metrics;
using Services.Gateway.Outages;
using Services.Gateway.Sessions;
using Services.Gateway.Signals;
using Services.Gateway.SocketIo;
using Services.Gateway.Turns;
using Services.Gateway.Typing;
using Services.Gateway.Web;
using Services.Messaging;

namespace Services.Gateway;

internal static class GatewayRegistration
{
    /// <summary>What the gateway stands on wherever it runs.</summary>
    public static WebApplicationBuilder AddGatewayHost(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseSocketIoConnections();
        builder.AddServiceDefaults();
        builder.AddPlatformRedis("redis");
        return builder;
    }

    /// <summary>Connections to the stores, the broker and the agents.</summary>
    public static WebApplicationBuilder AddBackends(this WebApplicationBuilder builder)
    {
        builder.AddPlatformBroker("rabbitmq");
        builder.AddPlatformDatabase("switchboard");
        builder.AddNpgsqlMigrations(
            ConversationsRegistration.Schema,
            ConversationsRegistration.MigrationAssembly,
            ConversationsRegistration.MigrationPrefix
        );
        builder.Services.AddConversations();
        builder.Services.AddMessaging();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ModelMonitor>());
        return builder;
    }

    /// <summary>The gateway itself.</summary>
    public static IServiceCollection AddGateway(this IServiceCollection services)
    {
        services.AddOptions<SessionLimits>().BindConfiguration(SessionLimits.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<DashboardOptions>().BindConfiguration(DashboardOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, GatewayJson.Default));
        services.AddProblemDetails();
        services.Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = false);
        services.AddAccess();

        services.AddSingleton<GatewayMetrics>();
        services.AddSingleton<MetricCollector>();
        services.AddHostedService(provider => provider.GetRequiredService<MetricCollector>());
        services.AddSingleton<ModelMonitor>();
        services.AddSingleton<TypingTracker>();
        services.AddHostedService(provider => provider.GetRequiredService<TypingTracker>());

        services.AddSingleton<ConnectionRegistry>();
        services.AddSingleton<SessionDirectory>();
        services.AddHostedService<IdleSessions>();
        services.AddSingleton<GatewayInstance>();
        services.AddSingleton<Sockets>();
        services.AddSingleton<FeedServices>();
        services.AddSingleton<SessionFeeds>();
        services.AddSignals();
        services.AddSingleton<AlertBroadcaster>();
        services.AddHostedService(provider => provider.GetRequiredService<AlertBroadcaster>());
        services.AddSingleton<TurnIntake>();
        services.AddSingleton<TurnControl>();
        services.AddSingleton<ReplyPolicies>();
        services.AddSocketDialects();
        services.AddSingleton<RoomMembers>();
        services.AddSingleton<RoomConnection>();
        services.AddHostedService<ExpirySweep>();

        services.AddForwarding();
        services.AddOutages();
        services.AddSocketIo();
        services
            .AddOptions<SocketIoOptions>()
            .BindConfiguration("Gateway:SocketIo")
            .Configure<OriginPolicy>(static (options, origins) => options.IsOriginAllowed = origins.IsAllowed)
            .Configure<IOptions<ConnectionLimitOptions>>(
                static (options, limits) =>
                {
                    options.MaxConnections = limits.Value.MaxTotal;
                    options.MaxConnectionsPerAddress = limits.Value.MaxPerAddress;
                }
            );
        services
            .AddOptions<CorsOptions>()
            .Configure<OriginPolicy>(
                static (cors, origins) =>
                    cors.AddDefaultPolicy(policy => policy.SetIsOriginAllowed(origins.IsAllowed).AllowAnyHeader().AllowAnyMethod())
            );
        return services;
    }
}
