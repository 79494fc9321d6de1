using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AppHost.Supervision;

/// <summary>
/// Ends the application when Aspire's orchestrator was killed: every resource ends with it, and an application that knows nothing of that
/// would show them as running for ever. On Linux only, where the processes of this machine can be read.
/// </summary>
internal sealed partial class OrchestratorWatch(IHostApplicationLifetime lifetime, TimeProvider time, ILogger<OrchestratorWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        int? orchestrator = null;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (orchestrator is not { } pid)
            {
                orchestrator = Find();
            }
            else if (!IsOurs(pid))
            {
                LogGone(pid);
                lifetime.StopApplication();
                return;
            }
        }
    }

    private static int? Find() =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && IsOurs(pid))
            .Select(pid => (int?)pid)
            .FirstOrDefault();

    /// <summary>Whether that process is the orchestrator that was told to end with this one.</summary>
    private static bool IsOurs(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0') is [_, "start-apiserver", "--monitor", var monitored, ..]
                && monitored == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has just ended, or is somebody else's.
            return false;
        }
    }

    [LoggerMessage(LogLevel.Critical, "Aspire's orchestrator, process {Pid}, is gone, and all resources with it. The platform ends.")]
    private partial void LogGone(int pid);
}
