using System.Security.Cryptography;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Services.Conversations;
using Services.Conversations.Approvals;
using Services.Conversations.Erasure;
using Services.Conversations.Handovers;
using Services.Conversations.Messages;
using Services.Conversations.Sessions;
using Services.Conversations.StaffApprovals;
using Services.Conversations.Vault;
using Services.Gateway;
using Services.Gateway.DemoUsers;
using Services.Gateway.Dialects.Sessions;
using Services.Gateway.Requests;
using Services.Messaging.Publishing;

namespace Gateway.Host.Bench;

/// <summary>
/// The gateway to be measured: production's pipeline, with Redis and without any other service. In the orchestrator's place stands a
/// responder that streams what a message asks for. <c>Gateway.Host --bench --urls http://… --ConnectionStrings:redis=…</c>
/// </summary>
internal static class BenchApplication
{
    public const string Flag = "--bench";

    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder([.. args.Where(static argument => argument != Flag)]);
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults() });
        builder.AddGatewayHost();
        builder.Services.AddConversationLogs();
        builder.Services.AddGateway();
        builder.Services.AddResponder();
        return GatewayApplication.Build(builder);
    }

    /// <summary>What holds unless it is set: nobody is limited, and tokens are good for this process only.</summary>
    private static Dictionary<string, string?> Defaults() =>
        new()
        {
            ["Gateway:RateLimits:ConnectionsPerMinute"] = "0",
            ["Gateway:RateLimits:MessagesPerMinute"] = "0",
            ["Gateway:RateLimits:RoomMessagesPerMinute"] = "0",
            ["Gateway:RateLimits:SessionsPerMinute"] = "0",
            ["Gateway:RateLimits:SignalsPerMinute"] = "0",
            ["Gateway:RateLimits:HandshakesPerMinute"] = "0",
            ["Gateway:RateLimits:RequestsPerMinute"] = "0",
            ["Gateway:RateLimits:RequestsPerMinuteOfAddress"] = "0",
            ["Gateway:RateLimits:MembershipsPerMinute"] = "0",
            ["Gateway:RateLimits:ReplaysPerMinute"] = "0",
            ["Gateway:RateLimits:ControlsPerMinute"] = "0",
            ["Gateway:RateLimits:ReadingsPerMinute"] = "0",
            ["Gateway:Connections:MaxPerUser"] = "0",
            ["Gateway:Connections:MaxPerAddress"] = "0",
            ["Gateway:Connections:MaxTotal"] = "0",
            ["Gateway:Sessions:MaxFollowedPerSocket"] = "0",
            ["Auth:Demo"] = "true",
            ["Auth:SigningKey"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(32)),
        };

    private static void AddResponder(this IServiceCollection services)
    {
        services.AddSingleton<InMemorySessions>();
        services.AddSingleton<ISessionStore>(provider => provider.GetRequiredService<InMemorySessions>());
        services.AddSingleton<IMessageStore, InMemoryMessages>();
        services.AddSingleton<IApprovalStore, NoApprovals>();
        services.AddSingleton<IStaffApprovalStore, NoStaffApprovals>();
        services.AddSingleton<StaffApprovalNotices>();
        services.AddSingleton<IHandoverStore, NoHandovers>();
        services.AddSingleton<IPersonalDataVault, NoVault>();
        services.AddSingleton<IErasureStore, NoErasures>();
        services.AddSingleton<ITurnPublisher, EchoTurnPublisher>();
        services.Replace(ServiceDescriptor.Singleton<IDemoUsers, AnyDemoUser>());

        services.AddSingleton<PacedReplyScheduler>();
        services.AddHostedService(provider => provider.GetRequiredService<PacedReplyScheduler>());
        services.AddSingleton<DirectReplies>();
        services.AddSingleton<DurableReplies>();
        services.AddSingleton<BenchMessageHandler>();
        services.Replace(ServiceDescriptor.Singleton<IMessageSendHandler>(provider => provider.GetRequiredService<BenchMessageHandler>()));
        services.AddSingleton<ISocketEventHandlers, BenchDialect>();
    }
}
