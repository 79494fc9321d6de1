using AppHost.Local;
using AppHost.Processes;
using AppHost.Stores;
using Microsoft.Extensions.DependencyInjection;

namespace AppHost.Monitoring;

/// <summary>Prometheus, beside the platform.</summary>
internal static class MonitoringRegistration
{
    private const string Image = "prom/prometheus";
    private const string ImageTag = "v3.5.0";
    private const string Mount = "/switchboard";
    private const int UsualPort = 19090;

    // What this machine is called in a container.
    private const string HostOfContainers = "host.docker.internal";

    /// <summary>
    /// A Prometheus that scrapes every replica of every service and knows the alert rules; started by hand unless the settings ask for it.
    /// A process where the program is installed, since a process reaches what listens on the loopback address; a container otherwise.
    /// </summary>
    public static void AddPrometheus(
        this IDistributedApplicationBuilder builder,
        string name,
        StoreKind kind,
        PlatformSettings settings,
        LocalState local
    )
    {
        var rules = Path.Combine(builder.AppHostDirectory, "..", "eng", "monitoring", "alerts.yaml");
        var folder = new PrometheusFolder(local.Folder(name), rules);
        var port = local.Ports.Choose(name, UsualPort);
        var isProcess = kind == StoreKind.Process || (settings.Stores == "auto" && Programs.Find(PrometheusProcess.Program) is not null);
        builder.Services.AddHostedService(provider =>
            ActivatorUtilities.CreateInstance<ScrapeTargets>(provider, folder, isProcess ? "localhost" : HostOfContainers)
        );
        if (isProcess)
        {
            builder.AddProcess(new PrometheusProcess(name, folder.FullPath, port), folder).Complete(settings);
        }
        else
        {
            builder.AddAllowedHosts(HostOfContainers);
            builder.AddContainer(name, folder, port).Complete(settings);
        }
    }

    private static IResourceBuilder<PrometheusProcess> AddProcess(
        this IDistributedApplicationBuilder builder,
        PrometheusProcess prometheus,
        PrometheusFolder folder
    ) =>
        builder
            .AddResource(prometheus)
            .WithArgs(["-c", prometheus.CommandLine[0], prometheus.Name, .. prometheus.CommandLine.Skip(1)])
            .WithHttpEndpoint(port: prometheus.Port, targetPort: prometheus.Port, isProxied: false)
            .OnBeforeResourceStarted(
                (_, _, _) =>
                {
                    Programs.Require(PrometheusProcess.Program);
                    folder.Prepare();
                    return Task.CompletedTask;
                }
            );

    /// <summary>The user of the image could not read a folder that is its owner's only.</summary>
    private static IResourceBuilder<ContainerResource> AddContainer(
        this IDistributedApplicationBuilder builder,
        string name,
        PrometheusFolder folder,
        int port
    ) =>
        builder
            .AddContainer(name, Image, ImageTag)
            .WithBindMount(folder.FullPath, Mount)
            .WithContainerRuntimeArgs("--user=0", $"--add-host={HostOfContainers}:host-gateway")
            .WithArgs($"--config.file={Mount}/prometheus.yml", $"--storage.tsdb.path={Mount}/data", "--storage.tsdb.retention.size=1GB")
            .WithHttpEndpoint(port: port, targetPort: 9090)
            .OnBeforeResourceStarted(
                (_, _, _) =>
                {
                    folder.Prepare();
                    return Task.CompletedTask;
                }
            );

    private static void Complete<T>(this IResourceBuilder<T> prometheus, PlatformSettings settings)
        where T : IResourceWithEndpoints
    {
        prometheus.WithHttpHealthCheck("/-/ready").ExcludeFromManifest();
        if (!settings.HasMonitoring)
        {
            prometheus.WithExplicitStart();
        }
    }
}
