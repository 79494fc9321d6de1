using System.Globalization;

namespace Switchboard.Dev;

/// <summary><c>ready</c>: waits until the platform that was just started is healthy, and prints where it is.</summary>
internal static class Ready
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // How long a resource may be down before that is the answer: what crashes while others start is started again.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(45);

    public static async Task<int> RunAsync(string repository, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        var told = new HashSet<string>();
        long? broken = null;
        var status = PlatformStatus.Empty;
        while (TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            if (await AspireCli.FindAsync(repository, cancellationToken) is { } host)
            {
                status = await PlatformStatus.ReadAsync(repository, host, cancellationToken);
                foreach (var resource in status.Resources.Where(r => r.IsReady && told.Add(r.Name)))
                {
                    Console.WriteLine(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"  {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s  {resource.Name}"
                        )
                    );
                }

                if (status.IsHealthy)
                {
                    Console.WriteLine(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"Everything is healthy after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s."
                        )
                    );
                    Status.WriteAddresses(status);
                    return 0;
                }

                var isBroken = status.Resources.Any(r => r.State is "FailedToStart" or "Exited" or "Finished");
                broken = isBroken ? broken ?? TimeProvider.System.GetTimestamp() : null;
                if (broken is { } since && TimeProvider.System.GetElapsedTime(since) > Grace)
                {
                    break;
                }
            }

            await Task.Delay(Interval, cancellationToken);
        }

        await ExplainAsync(repository, status, cancellationToken);
        return 1;
    }

    private static async Task ExplainAsync(string repository, PlatformStatus status, CancellationToken cancellationToken)
    {
        var missing = status.Resources.Where(r => !r.IsReady).ToList();
        Console.Error.WriteLine(
            missing.Count == 0
                ? "The platform did not start."
                : $"Not healthy: {string.Join(", ", missing.Select(r => $"{r.Name} ({r.State})"))}."
        );
        foreach (var resource in missing.Where(r => r.State is not "Waiting").Take(2))
        {
            var (_, output) = await AspireCli.RunAsync(repository, ["logs", resource.Instance, "--tail", "12"], cancellationToken);
            foreach (var line in output)
            {
                Console.Error.WriteLine($"  {line}");
            }
        }
    }
}
