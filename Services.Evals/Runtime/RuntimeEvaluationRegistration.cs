using Services.Contracts.Topology;
using Services.Conversations;
using Services.Conversations.Erasure;
using Services.Evals.Evaluators;
using Services.Evals.Evaluators.Groundedness;
using Services.Messaging;

namespace Services.Evals.Runtime;

/// <summary>Registration of the evaluation of finished turns.</summary>
internal static class RuntimeEvaluationRegistration
{
    private const string MigrationPrefix = "Services.Evals.Migrations.";

    public static void AddRuntimeEvaluation(this IHostApplicationBuilder builder)
    {
        builder.AddPlatformRedis("redis");
        builder.AddPlatformBroker("rabbitmq");
        builder.AddPlatformDatabase("switchboard");
        builder.AddNpgsqlMigrations(
            ConversationsRegistration.Schema,
            ConversationsRegistration.MigrationAssembly,
            ConversationsRegistration.MigrationPrefix
        );
        builder.AddNpgsqlMigrations(EvaluationStore.Schema, typeof(RuntimeEvaluationRegistration).Assembly, MigrationPrefix);
        builder.Services.AddConversations();
        builder.Services.AddMessaging();

        builder
            .Services.AddOptions<EvaluationOptions>()
            .BindConfiguration(EvaluationOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<EvaluationTelemetry>();
        builder.Services.AddSingleton<EvaluationStore>();
        builder.Services.AddSingleton<ISessionEraser, EvaluationEraser>();
        builder.Services.AddSingleton<IEvaluator, RelevanceEvaluator>();
        builder.Services.AddSingleton<IEvaluator, GroundednessEvaluator>();
        builder
            .Services.AddHttpClient(SafetyEvaluator.ClientName, static client => client.BaseAddress = new Uri("http://guardrails"))
            .SignedFor(ServiceNames.Guardrails);
        builder.Services.AddSingleton<IEvaluator, SafetyEvaluator>();
        builder.Services.AddSingleton<TurnEvaluator>();
        builder.Services.AddHostedService<EvaluationConsumer>();
    }
}
