using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Switchboard.Testing;

namespace EndToEnd.Failures;

/// <summary>Ends processes of the platform without warning, as an out-of-memory killer does.</summary>
internal static class Processes
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary><c>kill -9</c> of one replica, or of all.</summary>
    public static IReadOnlyDictionary<string, int> Kill(
        this PlatformFixture platform,
        string resource,
        int replicas,
        params IReadOnlyCollection<int> which
    )
    {
        var running = platform.Processes(resource);
        Assert.Equal(replicas, running.Count);
        var killed = running.OrderBy(instance => instance.Key).Where((_, index) => which.Contains(index)).ToDictionary();
        foreach (var pid in killed.Values)
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }

        return killed;
    }

    /// <summary>Waits until new processes have taken the places of those that were killed.</summary>
    public static async Task WaitForSuccessorsAsync(
        this PlatformFixture platform,
        string resource,
        int replicas,
        IReadOnlyDictionary<string, int> killed
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (
            platform.Processes(resource) is var now
            && (now.Count < replicas || killed.Any(old => now.GetValueOrDefault(old.Key) == old.Value))
        )
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }

        await platform.Application.ResourceNotifications.WaitForResourceHealthyAsync(resource, patience.Token);
    }
}
