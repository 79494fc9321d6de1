using Chaos.Faults;
using Chaos.Reporting;
using Switchboard.Testing.OfficialClient;

namespace Chaos.Running;

/// <summary>Episodes on one platform, each in the record as soon as it is over.</summary>
internal static class ChaosRun
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(75);

    /// <summary>Runs; returns what was found in each episode.</summary>
    public static async Task<IReadOnlyList<EpisodeResult>> RunAsync(
        Settings settings,
        RunRecord record,
        CancellationToken cancellationToken
    )
    {
        Console.WriteLine($"Starting a platform of its own; seed {settings.Seed}.");
        await using var platform = await PlatformUnderFire.StartAsync(settings.Log, cancellationToken);
        await using var clients = await OfficialClients.StartAsync();
        var customers = await DemoCustomer.SignInAsync(platform.Gateway, cancellationToken);
        var results = new List<EpisodeResult>();
        var left = settings.Duration;
        while (left > TimeSpan.Zero)
        {
            var duration = left < Longest ? left : Longest;
            left -= duration;
            Console.WriteLine($"Episode {results.Count + 1}");
            var episode = new Episode(platform, clients, customers, settings);
            var result = await episode.RunAsync(results.Count, duration, cancellationToken);
            record.Add(result);
            results.Add(result);
            Console.WriteLine($"  {Summary.Of(result)}");
        }

        return results;
    }
}
