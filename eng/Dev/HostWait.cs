using System.Diagnostics;
using System.Globalization;
using LocalAspire.Control;

namespace Switchboard.Dev;

/// <summary>Waits for a host that was just started.</summary>
internal static class HostWait
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(150);

    /// <summary>The reason why the platform is not healthy, or its status once it is.</summary>
    public static async Task<(string? Failure, PlatformStatus? Status)> UntilHealthyAsync(
        string dataFolder,
        Process host,
        Action<string> progress,
        CancellationToken cancellationToken
    )
    {
        var start = TimeProvider.System.GetTimestamp();
        var reported = new HashSet<string>();
        PlatformStatus? last = null;
        while (TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            if (host.HasExited)
            {
                return (string.Create(CultureInfo.InvariantCulture, $"The host ended with exit code {host.ExitCode}."), null);
            }

            if (HostState.Read(dataFolder) is { } state && state.Pid == host.Id)
            {
                using var client = new ControlClient(state);
                try
                {
                    last = await client.StatusAsync(cancellationToken);
                    if (await client.FailureAsync(cancellationToken) is { Length: > 0 } failure)
                    {
                        return (failure, last);
                    }
                }
                catch (HttpRequestException)
                {
                    // The host is about to end; the next look sees it.
                }

                Report(last, reported, start, progress);
                if (last is { Resources.Count: > 0 } && last.Resources.All(IsHealthy))
                {
                    return (null, last);
                }
            }

            await Task.Delay(Interval, cancellationToken);
        }

        var missing = last?.Resources.Where(r => !IsHealthy(r)).Select(r => r.Name) ?? ["the host"];
        return (
            string.Create(
                CultureInfo.InvariantCulture,
                $"Not healthy after {Patience.TotalMinutes:0} minutes: {string.Join(", ", missing)}."
            ),
            last
        );
    }

    private static bool IsHealthy(InstanceStatus instance) => instance is { State: "Running", Health: "Healthy" };

    private static void Report(PlatformStatus? status, HashSet<string> reported, long start, Action<string> progress)
    {
        foreach (var instance in status?.Resources.Where(IsHealthy) ?? [])
        {
            if (reported.Add(instance.Name))
            {
                progress(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{TimeProvider.System.GetElapsedTime(start).TotalSeconds, 5:0.0} s  {instance.Name}"
                    )
                );
            }
        }
    }
}
