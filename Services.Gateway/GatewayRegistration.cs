using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;
using OpenTelemetry.Trace;
using Services.Contracts.Topology;
using Services.Conversations;
using Services.Gateway.Access;
using Services.Gateway.Agents;
using Services.Gateway.Alerts;
using Services.Gateway.Backplane;
using Services.Gateway.Calls;
using Services.Gateway.Cancellation;
using Services.Gateway.Connections;
using Services.Gateway.DemoUsers;
using Services.Gateway.Dialects.Rooms;
using Services.Gateway.Dialects.RoomSockets;
using Services.Gateway.Dialects.Sessions;
using Services.Gateway.Dialects.Workspace;
using Services.Gateway.Erasure;
using Services.Gateway.Feeds;
using Services.Gateway.Forwarding;
using Services.Gateway.Handovers;
using Services.Gateway.Health;
using Services.Gateway.Instances;
using Services.Gateway.Metrics;
using Services.Gateway.Outages;
using Services.Gateway.Page;
using Services.Gateway.Presence;
using Services.Gateway.Recovery;
using Services.Gateway.Requests;
using Services.Gateway.SessionNotices;
using Services.Gateway.Sessions;
using Services.Gateway.SocketIo;
using Services.Gateway.StaffApprovals;
using Services.Gateway.Subscriptions;
using Services.Gateway.Tracing;
using Services.Gateway.Turns;
using Services.Gateway.Typing;
using Services.Gateway.Voice;
using Services.Gateway.Web;
using Services.Messaging;

namespace Services.Gateway;

internal static class GatewayRegistration
{
    /// <summary>What the gateway stands on wherever it runs.</summary>
    public static WebApplicationBuilder AddGatewayHost(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseSocketIoConnections();
        // Before the exporters are added: processors run in the order in which they are.
        builder.Services.AddOpenTelemetry().WithTracing(static tracing => tracing.AddProcessor<AddressMask>());
        builder.AddServiceDefaults();
        builder.AddPlatformRedis("redis");
        return builder;
    }

    /// <summary>Connections to the stores, the broker and the agents.</summary>
    public static WebApplicationBuilder AddBackends(this WebApplicationBuilder builder)
    {
        builder.AddPeerSigning(ServiceNames.Gateway);
        builder.AddPlatformBroker("rabbitmq");
        builder.AddPlatformDatabase("switchboard");
        builder.AddNpgsqlMigrations(
            ConversationsRegistration.Schema,
            ConversationsRegistration.MigrationAssembly,
            ConversationsRegistration.MigrationPrefix
        );
        builder.Services.AddConversations();
        builder.Services.AddPersonalDataVault();
        builder.Services.AddVaultKeyRewrapping();
        builder.Services.AddMessaging();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ModelMonitor>());
        return builder;
    }

    /// <summary>The gateway itself: every slice, those that others rest on first.</summary>
    public static IServiceCollection AddGateway(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = false);
        services.AddOptions<SocketIoOptions>().BindConfiguration("Gateway:SocketIo");

        services.AddInstances();
        services.AddGatewayMetrics();
        services.AddAgentsClient();
        services.AddAccess();
        services.AddDemoUsers();
        services.AddSessions();
        services.AddSessionNotices();
        services.AddBackplane();
        services.AddPresence();
        services.AddFeeds();
        services.AddTyping();
        services.AddSubscriptions();
        services.AddSocketRequests();
        services.AddRecovery();
        services.AddCancellation();
        services.AddHandoverDesk();
        services.AddStaffApprovals();
        services.AddErasure();
        services.AddTurns();
        services.AddAlerts();

        services.AddSessionDialect();
        services.AddCalls();
        services.AddVoice();
        services.AddRoomsDialect();
        services.AddWorkspaceDialect();
        services.AddRoomSockets();
        services.AddSocketConnections();

        services.AddForwarding();
        services.AddSingleton<IValidateOptions<AuthOptions>, ForwardingSecretValidator>();
        services.AddOutages();
        services.AddHealth();
        services.AddWeb();
        services.AddPage();
        services.AddSocketIo();
        return services;
    }
}
