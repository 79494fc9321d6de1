using System.Collections.Concurrent;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Switchboard.Dev;
using Switchboard.Testing.Oidc;
using Xunit;

namespace Switchboard.Testing;

/// <summary>
/// The whole platform for one test assembly, on random ports and folders of its own: <c>[assembly:
/// AssemblyFixture(typeof(PlatformFixture))]</c>. Ready once every resource is healthy. The dashboard runs too, so that tests can read
/// traces. Two gateways serve the clients, as with <c>./dev up --gateways=2</c>.
/// </summary>
public class PlatformFixture : IAsyncLifetime
{
    /// <summary>How many gateways there are.</summary>
    public const int GatewayCount = 2;

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(40);

    // All others are healthy by the time that these are.
    private static readonly string[] Outermost = ["gateway", "orchestrator", "evals"];

    private readonly string _folder = Directory.CreateTempSubdirectory("switchboard-platform-").FullName;
    private readonly ConcurrentDictionary<string, string[]> _instances = new();
    private readonly CancellationTokenSource _stop = new();
    private DistributedApplication? _application;
    private TestOidcProvider? _provider;
    private Task _watching = Task.CompletedTask;

    /// <summary>The running platform.</summary>
    public DistributedApplication Application => _application ?? throw new InvalidOperationException("The fixture is not initialised.");

    /// <summary>Where clients connect, and where the page is: one address, behind which the gateways are taken in turn.</summary>
    public Uri Gateway => Application.GetEndpoint("gateway");

    /// <summary>All gateways, each at the address that its process listens on.</summary>
    public IReadOnlyList<Uri> Gateways => [.. Instances("gateway").Select(AddressOf)];

    /// <summary>The chat page.</summary>
    public Uri Web => Gateway;

    /// <summary>Signs people in beside the demo users.</summary>
    public TestOidcProvider Provider => _provider ?? throw new InvalidOperationException("The fixture is not initialised.");

    /// <summary>Where the dashboard and its telemetry API listen.</summary>
    public Uri Dashboard { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>Opens the dashboard: <c>POST /api/telemetry/validateToken</c> turns it into an API key.</summary>
    public string DashboardToken { get; private set; } = "";

    /// <summary>Where it keeps everything.</summary>
    public string DataFolder => _folder;

    /// <summary>Resources that are taken out before the start. Default: none.</summary>
    protected virtual IReadOnlySet<string> Without { get; } = new HashSet<string>();

    /// <inheritdoc />
    public virtual async ValueTask InitializeAsync()
    {
        using var timeout = new CancellationTokenSource(StartTimeout);
        _provider = await TestOidcProvider.StartAsync();
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            [$"--Gateways={GatewayCount}", "--Isolated=true", $"--DataFolder={_folder}", "--Stores=process"],
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
            .WithEnvironment("Auth__Authority", _provider.Authority)
            .WithEnvironment("Auth__ClientId", TestOidcProvider.ClientId)
            .WithEnvironment("Auth__Name", "Example")
            .WithEnvironment("Gateway__RateLimits__ConnectionsPerMinute", "1000")
            .WithEnvironment("Gateway__RateLimits__MessagesPerMinute", "1000")
            .WithEnvironment("Gateway__RateLimits__SessionsPerMinute", "1000")
            .WithEnvironment("Gateway__RateLimits__RequestsPerMinute", "0")
            .WithEnvironment("Gateway__RateLimits__RequestsPerMinuteOfAddress", "0")
            .WithEnvironment("Gateway__RateLimits__MembershipsPerMinute", "0")
            .WithEnvironment("Gateway__RateLimits__ReplaysPerMinute", "0")
            .WithEnvironment("Gateway__RateLimits__ControlsPerMinute", "0")
            .WithEnvironment("Gateway__RateLimits__ReadingsPerMinute", "0")
            .WithEnvironment("Gateway__RateLimits__HandshakesPerMinute", "0");
        Configure(builder);
        DashboardToken = builder.Configuration["AppHost:BrowserToken"] ?? "";
        _application = await builder.BuildAsync(timeout.Token);
        _watching = WatchAsync(_stop.Token);
        await _application.StartAsync(timeout.Token);
        Dashboard = _application.GetEndpoint("aspire-dashboard", "http");
        try
        {
            foreach (var resource in Outermost.Where(name => !Without.Contains(name)))
            {
                await _application.ResourceNotifications.WaitForResourceHealthyAsync(resource, timeout.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The platform is not healthy after {StartTimeout}. {DescribeResources()}");
        }
    }

    /// <summary>The processes of a resource's replicas, by instance: those of the service itself, not of what starts it.</summary>
    public IReadOnlyDictionary<string, int> Processes(string resource) => Processes(resource, ProcessTable.Read());

    /// <summary>The same, as they stood in a table that was read before.</summary>
    internal IReadOnlyDictionary<string, int> Processes(string resource, ProcessTable table)
    {
        var processes = new Dictionary<string, int>();
        foreach (var instance in Instances(resource))
        {
            if (WrapperOf(instance) is { } wrapper && table.Wrapped(wrapper) is { } pid)
            {
                processes[instance] = pid;
            }
        }

        return processes;
    }

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_application is { } application)
        {
            var processes = Wrappers().SelectMany(ProcessTable.Read().Tree).ToList();
            using var timeout = new CancellationTokenSource(StopTimeout);
            await application.StopAsync(timeout.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await application.DisposeAsync();
            // Who still stops, writes.
            await Down.AreGoneAsync(processes, CancellationToken.None);
        }

        if (_provider is { } provider)
        {
            await provider.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What else the application needs before it is built. Default: nothing.</summary>
    protected virtual void Configure(IDistributedApplicationTestingBuilder builder) { }

    private IEnumerable<string> Instances(string resource) => _instances.GetValueOrDefault(resource, []).Order(StringComparer.Ordinal);

    /// <summary>What Aspire started for every resource.</summary>
    private IEnumerable<int> Wrappers() => _instances.Values.SelectMany(names => names).Select(WrapperOf).OfType<int>();

    private int? WrapperOf(string instance) =>
        StateOf(instance)?.Properties.FirstOrDefault(p => p.Name == "executable.pid")?.Value is int pid ? pid : null;

    /// <summary>Learns which instances the resources have: their names are Aspire's, and end in letters of its choice.</summary>
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in Application.ResourceNotifications.WatchAsync(cancellationToken))
        {
            _instances.AddOrUpdate(
                change.Resource.Name,
                _ => [change.ResourceId],
                (_, known) => known.Contains(change.ResourceId) ? known : [.. known, change.ResourceId]
            );
        }
    }

    private string DescribeResources() =>
        string.Join(
            "; ",
            _instances
                .Values.SelectMany(names => names)
                .Order(StringComparer.Ordinal)
                .Select(name => $"{name}: {StateOf(name)?.State?.Text ?? "unknown"} {StateOf(name)?.HealthStatus}")
        );

    private CustomResourceSnapshot? StateOf(string instance) =>
        Application.ResourceNotifications.TryGetCurrentState(instance, out var state) ? state.Snapshot : null;

    /// <summary>What the process itself was told; what Aspire shows may still be of the process before it.</summary>
    private Uri AddressOf(string instance)
    {
        const string Variable = "ASPNETCORE_URLS=";
        var urls = Processes("gateway").TryGetValue(instance, out var pid)
            ? File.ReadAllText($"/proc/{pid}/environ").Split('\0').FirstOrDefault(v => v.StartsWith(Variable, StringComparison.Ordinal))
            : null;
        return urls is null
            ? throw new InvalidOperationException($"There is no instance '{instance}'.")
            : new Uri(urls[Variable.Length..].Split(';')[0]);
    }
}
