using Microsoft.Extensions.DependencyInjection;

namespace AppHost.Supervision;

/// <summary>What Aspire's orchestrator leaves to the application: processes that crash, and processes that are left alone.</summary>
internal static class SupervisionRegistration
{
    /// <summary>Has projects and executables that crash started again.</summary>
    public static void AddCrashRestarts(this IDistributedApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHostedService<CrashRestarts>();
    }

    /// <summary>Has every service end when whoever started it was killed. Called when all are named.</summary>
    public static void AddParentWatch(this IDistributedApplicationBuilder builder)
    {
        foreach (var service in builder.Resources.OfType<ProjectResource>().ToList())
        {
            builder.CreateResourceBuilder(service).WithEnvironment("Platform__EndWithParent", "true");
        }
    }
}
