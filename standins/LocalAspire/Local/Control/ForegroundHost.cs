using System.Diagnostics;
using System.Runtime.InteropServices;
using Aspire.Hosting;
using LocalAspire.Supervision;

namespace LocalAspire.Control;

/// <summary>
/// Runs an application until a signal tells it to stop. The first signal stops it in good order; a second one kills what is left.
/// </summary>
internal sealed class ForegroundHost(Platform platform, StatusBoard board, LocalSettings settings, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _hurry = new();

    /// <summary>The exit code: 0 after a stop, 1 when another host runs already.</summary>
    public async Task<int> RunAsync(DistributedApplication application, CancellationToken cancellationToken)
    {
        using var hostLock = HostLock.TryAcquire(settings.Data.Root);
        if (hostLock is null)
        {
            Console.Error.WriteLine("Another host runs on this data folder already.");
            return 1;
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);
        await using var external = cancellationToken.Register(_stop.Cancel);
        await using var control = new ControlServer(platform, board);
        var reporter = new ConsoleReporter(platform, board, time);
        try
        {
            await control.StartAsync(_stop.Token);
            await application.StartAsync(_stop.Token);
            using (var self = Process.GetCurrentProcess())
            {
                new HostState(self.Id, self.StartTime.ToUniversalTime(), control.Url, control.Token).Write(settings.Data.Root);
            }

            await reporter.RunAsync(_stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Told to stop.
        }

        using var stopped = new CancellationTokenSource();
        var report = reporter.ReportStopAsync(stopped.Token);
        await platform.StopAsync(_hurry.Token);
        await stopped.CancelAsync();
        await report;
        File.Delete(HostState.PathIn(settings.Data.Root));
        reporter.Stopped();
        return 0;
    }

    public void Dispose()
    {
        _stop.Dispose();
        _hurry.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_stop.IsCancellationRequested)
        {
            _hurry.Cancel();
        }
        else
        {
            _stop.Cancel();
        }
    }
}
