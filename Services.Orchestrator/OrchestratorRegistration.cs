using Microsoft.Extensions.Options;
using Services.Contracts.Topology;
using Services.Conversations;
using Services.Conversations.Erasure;
using Services.Messaging;
using Services.Orchestrator.Agents;
using Services.Orchestrator.Approvals;
using Services.Orchestrator.Checkpoints;
using Services.Orchestrator.Context;
using Services.Orchestrator.Graph;
using Services.Orchestrator.Guardrails;
using Services.Orchestrator.Handovers;
using Services.Orchestrator.Nodes;
using Services.Orchestrator.Replies;
using Services.Orchestrator.Routing;
using Services.Orchestrator.State;
using Services.Orchestrator.Turns;

namespace Services.Orchestrator;

/// <summary>Registers the orchestrator's slices.</summary>
internal static class OrchestratorRegistration
{
    /// <summary>The whole service: stores, broker, graph and workers.</summary>
    public static void AddOrchestrator(this IHostApplicationBuilder builder)
    {
        builder.AddServiceDefaults();
        builder.AddPeerSigning(ServiceNames.Orchestrator);
        builder.AddPeerAuthentication(ServiceNames.Orchestrator);
        builder.AddOperators(ServiceNames.Orchestrator);
        builder.AddPlatformRedis("redis");
        builder.AddPlatformBroker("rabbitmq");
        builder.AddPlatformDatabase("switchboard");
        builder.AddNpgsqlMigrations(
            ConversationsRegistration.Schema,
            ConversationsRegistration.MigrationAssembly,
            ConversationsRegistration.MigrationPrefix
        );
        builder.AddNpgsqlMigrations("orchestrator", typeof(OrchestratorRegistration).Assembly, "Services.Orchestrator.Migrations.");
        builder.Services.AddConversations();
        builder.Services.AddMessaging();
        builder.Services.AddTurnGraph();
        builder.Services.AddTurnWorkers();
    }

    /// <summary>The graph and everything its nodes use.</summary>
    private static void AddTurnGraph(this IServiceCollection services)
    {
        services.AddValidated<ContextOptions>(ContextOptions.Section);
        services.AddValidated<ReplyOptions>(ReplyOptions.Section);
        services.AddValidated<ApprovalOptions>(ApprovalOptions.Section);
        services.AddPeers();
        services.AddSingleton<ITokenCounter, TiktokenCounter>();
        services.AddSingleton<HandoverGate>();
        services.AddSingleton<StaffApprovalStage>();
        services.AddSingleton<ApprovalResolver>();
        services.AddSingleton<ContextScreening>();
        services.AddSingleton<MetadataScreening>();
        services.AddSingleton<TurnRouter>();
        services.AddSingleton<AgentRunServices>();
        services.AddSingleton<ReplyWriter.Factory>();
        services.AddSingleton<TurnEvents>();
        services.AddSingleton<ICheckpointStore<TurnState>>(provider => new NpgsqlCheckpointStore<TurnState>(
            provider.GetRequiredService<Npgsql.NpgsqlDataSource>(),
            OrchestratorJson.Default.TurnState,
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton<INode<TurnState>, LoadContextNode>();
        services.AddSingleton<INode<TurnState>, InputGuardNode>();
        services.AddSingleton<INode<TurnState>, RouteNode>();
        services.AddSingleton<INode<TurnState>, AgentNode>();
        services.AddSingleton<INode<TurnState>, OutputGuardNode>();
        services.AddSingleton<INode<TurnState>, PersistNode>();
        services.AddSingleton(provider => new GraphRunner<TurnState>(
            TurnGraph.Create(),
            provider.GetServices<INode<TurnState>>(),
            provider.GetRequiredService<ICheckpointStore<TurnState>>()
        ));
    }

    /// <summary>The workers that take turns from the queues.</summary>
    private static void AddTurnWorkers(this IServiceCollection services)
    {
        services.AddValidated<TurnOptions>(TurnOptions.Section);
        services.AddSingleton<TurnStore>();
        services.AddSingleton<AttemptRevoker>();
        services.AddSingleton<RunningTurns>();
        services.AddSingleton<PendingCancellations>();
        services.AddSingleton<SessionGate>();
        services.AddSingleton<DeadLetterHandler>();
        services.AddSingleton<TurnWorker>();
        services.AddSingleton<WorkerMembership>();
        services.AddSingleton<WorkerDrain>();
        services.AddSingleton<SessionLeases>();
        services.AddSingleton<TurnConsumers>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionLeases>());
        services.AddHostedService<ControlListener>();
        services.AddHostedService<DeadLetterConsumer>();
        services.AddHostedService<ApprovalExpiry>();
        services.AddHostedService<StaffApprovalSweep>();
        services.AddHostedService<TurnCleanup>();
        services.AddSingleton<ISessionEraser, TurnEraser>();
        // Last, so that it stops first: the others are there until the running turns are drained.
        services.AddHostedService(provider => provider.GetRequiredService<TurnConsumers>());
        services.AddHealthChecks().AddCheck<TurnConsumers>("turns");
    }

    private static void AddPeers(this IServiceCollection services)
    {
        services.AddValidated<GuardrailsOptions>(GuardrailsOptions.Section);
        services.AddValidated<AgentsOptions>(AgentsOptions.Section);
        services
            .AddHttpClient<IGuardrails, GuardrailsClient>(
                (provider, http) => http.BaseAddress = provider.GetRequiredService<IOptions<GuardrailsOptions>>().Value.Address
            )
            .SignedFor(ServiceNames.Guardrails);
        services
            .AddHttpClient<IAgents, AgentsClient>(
                (provider, http) =>
                {
                    http.BaseAddress = provider.GetRequiredService<IOptions<AgentsOptions>>().Value.Address;
                    // Runs bound their own silence; a limit on the whole would cut a long answer.
                    http.Timeout = Timeout.InfiniteTimeSpan;
                }
            )
            .SignedFor(ServiceNames.Agents);
    }

    private static void AddValidated<TOptions>(this IServiceCollection services, string section)
        where TOptions : class => services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
}
