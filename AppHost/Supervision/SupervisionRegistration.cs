using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AppHost.Supervision;

/// <summary>
/// What Aspire's orchestrator leaves to the application: processes that crash, processes that are left alone, and who stops first.
/// </summary>
internal static class SupervisionRegistration
{
    // An orchestrator that is gone is asked to stop its resources until then.
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    // Milliseconds, to a dashboard on this machine; what is left is sent while a service stops, each signal by itself.
    private const string LongestExport = "1000";

    /// <summary>Has projects and executables that crash started again.</summary>
    public static void AddCrashRestarts(this IDistributedApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHostedService<CrashRestarts>();
    }

    /// <summary>Has the services end before what they need, and the application within a time.</summary>
    public static void AddOrderlyStop(this IDistributedApplicationBuilder builder)
    {
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = LongestStop);
        builder.Services.AddHostedService<OrderlyStop>();
    }

    /// <summary>Has the application end when the orchestrator was killed.</summary>
    public static void AddOrchestratorWatch(this IDistributedApplicationBuilder builder)
    {
        if (OperatingSystem.IsLinux())
        {
            builder.Services.AddHostedService<OrchestratorWatch>();
        }
    }

    /// <summary>
    /// Has every service end when whoever started it was killed, and not wait for a dashboard that was killed too. Called when all are
    /// named.
    /// </summary>
    public static void AddParentWatch(this IDistributedApplicationBuilder builder)
    {
        foreach (var service in builder.Resources.OfType<ProjectResource>().ToList())
        {
            builder
                .CreateResourceBuilder(service)
                .WithEnvironment("Platform__EndWithParent", "true")
                .WithEnvironment("OTEL_EXPORTER_OTLP_TIMEOUT", LongestExport);
        }
    }
}
