using Services.Gateway.Delivery;
using Services.Gateway.Requests;

namespace Services.Gateway.Dialects.Workspace;

internal static class WorkspaceDialectRegistration
{
    /// <summary>The workspace dialect.</summary>
    public static IServiceCollection AddWorkspaceDialect(this IServiceCollection services)
    {
        services.AddSingleton<WorkspaceVocabulary>();
        services.AddSingleton<Vocabulary>(static provider => provider.GetRequiredService<WorkspaceVocabulary>());
        services.AddSingleton<WorkspaceSessions>();
        services.AddSingleton<WorkspaceCommands>();
        services.AddSingleton<ISocketDialect, WorkspaceDialect>();
        return services;
    }
}
