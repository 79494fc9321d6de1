using System.Text.Json;
using System.Text.Json.Serialization;

namespace Switchboard.Dev;

/// <summary>What <c>./dev status --json</c> prints.</summary>
/// <param name="Addresses">Of what people use: web, gateway, dashboard (with its login token), rabbitmq (its console).</param>
/// <param name="Resources">Everything that runs as a process or a container.</param>
internal sealed record PlatformStatus(IReadOnlyDictionary<string, string> Addresses, IReadOnlyList<ResourceStatus> Resources)
{
    /// <summary>Of a platform that does not run.</summary>
    public static PlatformStatus Empty { get; } = new(new Dictionary<string, string>(), []);

    /// <summary>True when everything that starts by itself is healthy.</summary>
    [JsonIgnore]
    public bool IsHealthy => Resources.Count > 0 && Resources.All(resource => resource.IsReady);

    /// <summary>The running platform of this clone; empty when none runs.</summary>
    public static async Task<PlatformStatus> ReadAsync(string repository, AppHostProcess host, CancellationToken cancellationToken)
    {
        var (code, output) = await AspireCli.RunAsync(repository, ["describe", "--format", "json"], cancellationToken);
        using var json = code == 0 ? AspireCli.Json(output) : null;
        return json is null ? Empty : Of(json.RootElement.GetProperty("resources").EnumerateArray(), host, ProcessTable.Read());
    }

    private static PlatformStatus Of(IEnumerable<JsonElement> described, AppHostProcess host, ProcessTable processes)
    {
        var resources = described
            .Where(resource => Text(resource, "resourceType") is "Project" or "Executable" or "Container")
            .GroupBy(resource => Text(resource, "displayName") ?? "")
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToList();
        var addresses = new Dictionary<string, string>();
        foreach (var group in resources)
        {
            if (AddressOf(group.Key, group.First()) is { } address)
            {
                addresses[group.Key] = address;
            }
        }

        // The gateway serves the page.
        if (!addresses.ContainsKey("web") && addresses.TryGetValue("gateway", out var gateway))
        {
            addresses["web"] = gateway;
        }

        if (host.DashboardUrl is { } dashboard)
        {
            addresses["dashboard"] = dashboard;
        }

        return new PlatformStatus(addresses, [.. resources.SelectMany(group => Instances(group.Key, [.. group], processes))]);
    }

    private static IEnumerable<ResourceStatus> Instances(string name, IReadOnlyList<JsonElement> instances, ProcessTable processes) =>
        instances
            .OrderBy(instance => Text(instance, "name"), StringComparer.Ordinal)
            .Select(
                (instance, index) =>
                    new ResourceStatus(
                        instances.Count == 1 ? name : $"{name}-{index}",
                        Text(instance, "state") ?? "Unknown",
                        Text(instance, "healthStatus"),
                        PidOf(instance, processes)
                    )
                    {
                        Instance = Text(instance, "name")!,
                    }
            );

    private static string? AddressOf(string name, JsonElement resource)
    {
        var endpoint = name switch
        {
            "gateway" or "web" or "prometheus" or "grafana" => "http",
            "rabbitmq" => "management",
            _ => null,
        };
        return endpoint is null || !resource.TryGetProperty("urls", out var urls)
            ? null
            : urls.EnumerateArray().Where(url => Text(url, "name") == endpoint).Select(url => Text(url, "url")).FirstOrDefault();
    }

    /// <summary>The service's own process: what Aspire starts may be a wrapper.</summary>
    private static int? PidOf(JsonElement resource, ProcessTable processes) =>
        resource.TryGetProperty("properties", out var properties)
        && properties.TryGetProperty("executable.pid", out var pid)
        && pid.ValueKind == JsonValueKind.Number
            ? processes.Wrapped(pid.GetInt32())
            : null;

    private static string? Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

/// <summary>One instance of a resource.</summary>
/// <param name="Name">The resource's name, with a number when it has several replicas.</param>
/// <param name="State">Aspire's word.</param>
/// <param name="Health"><c>Healthy</c>, <c>Unhealthy</c>, or null while nothing is known.</param>
/// <param name="Pid">Null when no process runs.</param>
internal sealed record ResourceStatus(string Name, string State, string? Health, int? Pid)
{
    /// <summary>Aspire's name for the instance.</summary>
    [JsonIgnore]
    public string Instance { get; init; } = "";

    /// <summary>Healthy, or waiting for somebody to start it.</summary>
    [JsonIgnore]
    public bool IsReady => this is { State: "Running", Health: "Healthy" } or { State: "NotStarted" };
}

/// <summary>The JSON of <c>./dev status --json</c>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(PlatformStatus))]
internal sealed partial class StatusJson : JsonSerializerContext;
