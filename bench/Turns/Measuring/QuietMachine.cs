using System.Diagnostics;
using Turns.Bench.Platform;
using Turns.Bench.Reporting;

namespace Turns.Bench.Measuring;

/// <summary>Waits until other work on the machine has ended. The load average would not do: it remembers the run before.</summary>
internal sealed class QuietMachine(TimeSpan patience)
{
    private const double BusyCores = 0.4;

    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(3);

    /// <summary>Returns then, or when the patience is at an end.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begun) < patience && await BusyAsync(cancellationToken) > BusyCores)
        {
            Progress.Show("Waiting for other work on this machine to end");
        }
    }

    private static async Task<double> BusyAsync(CancellationToken cancellationToken)
    {
        var before = ProcessTable.Read();
        var begun = Stopwatch.GetTimestamp();
        await Task.Delay(Glance, cancellationToken);
        return (ProcessTable.Read().BusySeconds - before.BusySeconds) / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
