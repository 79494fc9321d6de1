using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Hosting;

/// <summary>
/// Ends the service when the process that started it is gone. In development a service runs below <c>dotnet run</c>, below Aspire's
/// orchestrator: whichever of them is killed, nothing may stay behind that holds ports and takes messages.
/// </summary>
internal sealed partial class ParentWatch(IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ParentWatch> logger)
    : BackgroundService
{
    /// <summary>Turns it on; only who starts the service can know that it is to end with its parent.</summary>
    public const string Setting = "Platform:EndWithParent";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var parent = GetParent();
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (GetParent() != parent)
            {
                LogParentGone(parent);
                // The host bounds how long that may take.
                lifetime.StopApplication();
                return;
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The process {Parent} that started this service is gone; the service ends.")]
    private partial void LogParentGone(int parent);

    [LibraryImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetParent();
}

/// <summary>Registers it.</summary>
internal static class ParentWatchRegistration
{
    /// <summary>Adds the watch where <see cref="ParentWatch.Setting"/> asks for it.</summary>
    public static void AddParentWatch(this IHostApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue(ParentWatch.Setting, false) && !OperatingSystem.IsWindows())
        {
            builder.Services.AddHostedService<ParentWatch>();
        }
    }
}
