using System.Globalization;
using LocalAspire.Supervision;

namespace LocalAspire.Control;

/// <summary>Tells the person at the terminal what happens, one short line for each change that matters.</summary>
internal sealed class ConsoleReporter(Platform platform, StatusBoard board, TimeProvider time)
{
    private const string Healthy = "healthy";

    private readonly long _start = time.GetTimestamp();
    private readonly Dictionary<string, string> _last = [];
    private long _stopping;
    private bool _announced;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var notice in platform.PortNotices)
        {
            Console.WriteLine($"  {notice}");
        }

        await foreach (var status in board.WatchAsync(cancellationToken))
        {
            Report(status);
            if (!_announced && board.All.All(s => s.IsHealthy))
            {
                _announced = true;
                Announce();
            }
        }
    }

    /// <summary>Names each instance as it ends, until cancelled.</summary>
    public async Task ReportStopAsync(CancellationToken cancellationToken)
    {
        _stopping = time.GetTimestamp();
        Console.WriteLine("Stopping.");
        var left = board.All.Where(s => s.Pid is not null).Select(s => s.InstanceId).ToHashSet();
        try
        {
            await foreach (var status in board.WatchAsync(cancellationToken))
            {
                if (status.Pid is null && left.Remove(status.InstanceId))
                {
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.GetElapsedTime(_stopping).TotalSeconds,6:0.0} s  {status.InstanceId,-16} stopped"));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // All have ended.
        }
    }

    public void Stopped() => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Stopped after {time.GetElapsedTime(_stopping).TotalSeconds:0.0} s."));

    private void Report(UnitStatus status)
    {
        var last = _last.GetValueOrDefault(status.InstanceId);
        var text = Describe(status, last == Healthy);
        if (text is not null && last != text)
        {
            _last[status.InstanceId] = text;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.GetElapsedTime(_start).TotalSeconds,6:0.0} s  {status.InstanceId,-16} {text}"));
        }
    }

    private static string? Describe(UnitStatus status, bool wasHealthy) => status switch
    {
        { IsHealthy: true } => Healthy,
        { State: "FailedToStart" or "Exited", Message: { } message } => $"{(status.State == "Exited" ? "ended" : "failed to start")}: {message}",
        { IsRunning: true, Health: Dashboard.Resources.ResourceHealth.Unhealthy, Message: { } message } when wasHealthy => $"unhealthy: {message}",
        _ => null,
    };

    private void Announce()
    {
        Console.WriteLine();
        foreach (var line in Addresses.Lines(PlatformStatus.Of(platform, board)))
        {
            Console.WriteLine(line);
        }

        Console.WriteLine();
        Console.WriteLine("Ctrl-C stops everything; the data stays.");
    }
}
