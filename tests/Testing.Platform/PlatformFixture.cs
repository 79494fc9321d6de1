using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Xunit;

namespace Switchboard.Testing;

/// <summary>
/// The whole platform for one test assembly, on random ports and folders of its own: <c>[assembly:
/// AssemblyFixture(typeof(PlatformFixture))]</c>. Ready once every resource is healthy. The dashboard runs too, so that tests can read
/// traces. Two gateways serve the clients, as with <c>./dev up --gateways=2</c>; the chat page takes them in turn.
/// </summary>
public class PlatformFixture : IAsyncLifetime
{
    /// <summary>How many gateways there are.</summary>
    public const int GatewayCount = 2;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(5);

    // All others are healthy by the time that these are.
    private static readonly string[] Outermost = ["gateway", "orchestrator", "evals", "web"];

    private DistributedApplication? _application;

    /// <summary>The running platform.</summary>
    public DistributedApplication Application => _application ?? throw new InvalidOperationException("The fixture is not initialised.");

    /// <summary>Where clients connect: the first of the <see cref="Gateways"/>.</summary>
    public Uri Gateway => Application.GetEndpoint("gateway");

    /// <summary>All gateways, each at its own address; a process that takes the place of another takes its address too.</summary>
    public IReadOnlyList<Uri> Gateways => [.. Instances("gateway", GatewayCount).Select(AddressOf)];

    /// <summary>The chat page.</summary>
    public Uri Web => Application.GetEndpoint("web");

    /// <summary>Where the dashboard and its telemetry API listen.</summary>
    public Uri Dashboard { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>Opens the dashboard: <c>POST /api/telemetry/validateToken</c> turns it into an API key.</summary>
    public string DashboardToken { get; private set; } = "";

    /// <summary>Resources that are taken out before the start. Default: none.</summary>
    protected virtual IReadOnlySet<string> Without { get; } = new HashSet<string>();

    /// <inheritdoc />
    public virtual async ValueTask InitializeAsync()
    {
        using var timeout = new CancellationTokenSource(StartTimeout);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            [$"--Gateways={GatewayCount}"],
            (options, _) => options.DisableDashboard = false,
            timeout.Token
        );
        foreach (var resource in builder.Resources.Where(resource => Without.Contains(resource.Name)).ToList())
        {
            builder.Resources.Remove(resource);
        }

        // All tests of an assembly are the same few demo users; the gateway's limits have tests of their own.
        builder
            .CreateResourceBuilder(builder.Resources.OfType<ProjectResource>().Single(resource => resource.Name == "gateway"))
            .WithEnvironment("Gateway__RateLimits__ConnectionsPerMinute", "1000")
            .WithEnvironment("Gateway__RateLimits__MessagesPerMinute", "1000")
            .WithEnvironment("Gateway__RateLimits__SessionsPerMinute", "1000")
            .WithEnvironment("Gateway__RateLimits__HandshakesPerMinute", "0");
        Dashboard = new Uri(builder.Configuration["ASPNETCORE_URLS"]!.Split(';')[0]);
        DashboardToken = builder.Configuration["AppHost:BrowserToken"] ?? "";
        _application = await builder.BuildAsync(timeout.Token);
        await _application.StartAsync(timeout.Token);
        foreach (var resource in Outermost.Where(name => !Without.Contains(name)))
        {
            await _application.ResourceNotifications.WaitForResourceHealthyAsync(resource, timeout.Token);
        }
    }

    /// <summary>The processes of a resource's replicas, by instance.</summary>
    public IReadOnlyDictionary<string, int> Processes(string resource, int replicas)
    {
        var processes = new Dictionary<string, int>();
        foreach (var instance in Instances(resource, replicas))
        {
            if (
                Application.ResourceNotifications.TryGetCurrentState(instance, out var state)
                && state.Snapshot.Properties.FirstOrDefault(p => p.Name == "executable.pid")?.Value is int pid
            )
            {
                processes[instance] = pid;
            }
        }

        return processes;
    }

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        if (_application is { } application)
        {
            await application.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private static IEnumerable<string> Instances(string resource, int replicas) =>
        replicas == 1 ? [resource] : Enumerable.Range(0, replicas).Select(n => $"{resource}-{n}");

    private Uri AddressOf(string instance) =>
        Application.ResourceNotifications.TryGetCurrentState(instance, out var state)
            ? new Uri(state.Snapshot.Urls.Single(url => url.Name == "http").Url)
            : throw new InvalidOperationException($"There is no instance '{instance}'.");
}
