using System.Text.Json;
using System.Text.RegularExpressions;

namespace Turns.Bench.Platform;

/// <summary>What <c>./dev status --json</c> prints, as far as it is of use here.</summary>
internal sealed partial record PlatformStatus
{
    public IReadOnlyDictionary<string, string> Addresses { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<ResourceStatus> Resources { get; init; } = [];

    /// <summary>Where clients connect; null when the platform does not run.</summary>
    public Uri? Gateway => Addresses.TryGetValue("gateway", out var address) ? new Uri(address) : null;

    /// <summary>Process ids by resource, replicas together.</summary>
    public ILookup<string, int> Pids =>
        Resources.Where(static r => r.Pid is not null).ToLookup(static r => Replica.Replace(r.Name, ""), static r => r.Pid!.Value);

    public static PlatformStatus Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, StatusJson.Default.PlatformStatus) ?? new PlatformStatus();
        }
        catch (JsonException failure)
        {
            throw new BenchException($"'./dev status --json' says what is not understood: {failure.Message}");
        }
    }

    [GeneratedRegex(@"-\d+$")]
    private static partial Regex Replica { get; }
}

/// <summary>An instance of a resource.</summary>
internal sealed record ResourceStatus(string Name, int? Pid);
