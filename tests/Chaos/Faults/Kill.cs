namespace Chaos.Faults;

/// <summary><c>kill -9</c>, as an out-of-memory killer does.</summary>
internal sealed record Kill(Target Target) : Fault("kill", Target, TimeSpan.Zero)
{
    public override Task StrikeAsync(PlatformUnderFire platform, CancellationToken cancellationToken) =>
        Signals.SendAsync("KILL", platform.ProcessOf(Target) is { } pid ? [pid] : []);
}
