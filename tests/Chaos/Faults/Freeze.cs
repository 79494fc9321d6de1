namespace Chaos.Faults;

/// <summary>
/// The process, with all that it has started, does nothing for a while: a virtual machine that is moved, a disk that hangs.
/// </summary>
internal sealed record Pause(Target Target, TimeSpan Duration) : Fault("pause", Target, Duration)
{
    public override Task StrikeAsync(PlatformUnderFire platform, CancellationToken cancellationToken) =>
        HoldAsync(platform.TreeOf(Target), Duration, cancellationToken);

    public static async Task HoldAsync(IReadOnlyList<int> processes, TimeSpan duration, CancellationToken cancellationToken)
    {
        try
        {
            await Signals.SendAsync("STOP", processes);
            await LastAsync(duration, cancellationToken);
        }
        finally
        {
            await Signals.SendAsync("CONT", processes);
        }
    }
}

/// <summary>The process gets a sixth of the time that it would have: everything takes longer, nothing stands still.</summary>
internal sealed record Slow(Target Target, TimeSpan Duration) : Fault("slow", Target, Duration)
{
    private static readonly TimeSpan Stopped = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Going = TimeSpan.FromMilliseconds(50);

    public override async Task StrikeAsync(PlatformUnderFire platform, CancellationToken cancellationToken)
    {
        var since = TimeProvider.System.GetTimestamp();
        var processes = platform.TreeOf(Target);
        while (TimeProvider.System.GetElapsedTime(since) < Duration && !cancellationToken.IsCancellationRequested)
        {
            await Pause.HoldAsync(processes, Stopped, cancellationToken);
            await LastAsync(Going, cancellationToken);
        }
    }
}
