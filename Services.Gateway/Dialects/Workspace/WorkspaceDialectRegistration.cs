using Services.Gateway.Feeds;
using Services.Gateway.Requests;

namespace Services.Gateway.Dialects.Workspace;

internal static class WorkspaceDialectRegistration
{
    /// <summary>The workspace dialect.</summary>
    public static IServiceCollection AddWorkspaceDialect(this IServiceCollection services)
    {
        services.AddSingleton<WorkspaceEventEncoder>();
        services.AddSingleton<EventEncoder>(static provider => provider.GetRequiredService<WorkspaceEventEncoder>());
        services.AddSingleton<WorkspaceSessions>();
        services.AddSingleton<WorkspaceCommands>();
        services.AddSingleton<ISocketEventHandlers, WorkspaceDialect>();
        return services;
    }
}
