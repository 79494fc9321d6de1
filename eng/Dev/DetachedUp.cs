using System.Diagnostics;
using System.Globalization;
using LocalAspire.Control;

namespace Switchboard.Dev;

/// <summary><c>up -d</c>: starts the host in a session of its own and waits until everything is healthy.</summary>
internal static class DetachedUp
{
    public static async Task<int> RunAsync(string repository, string log, string[] hostArguments, CancellationToken cancellationToken)
    {
        if (await ForegroundUp.CheckAsync(repository, cancellationToken) is var running and not 0)
        {
            return running;
        }

        var start = TimeProvider.System.GetTimestamp();
        using var host = Start(repository, log, hostArguments);
        string? failure;
        PlatformStatus? status;
        try
        {
            (failure, status) = await HostWait.UntilHealthyAsync(Paths.Data(repository), host, Progress.Write, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("Stopping.");
            await Down.EndAsync(host, CancellationToken.None);
            throw;
        }

        if (failure is not null)
        {
            Console.Error.WriteLine(failure);
            var failed = status?.Resources.FirstOrDefault(r => r.State == "FailedToStart")?.Name;
            foreach (var line in LogExcerpt.Of(failed is null ? log : Path.Combine(Paths.Data(repository), "logs", $"{failed}.log")))
            {
                Console.Error.WriteLine($"  {line}");
            }

            await Down.EndAsync(host, CancellationToken.None);
            return 1;
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Everything is healthy after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s."
            )
        );
        foreach (var line in Addresses.Lines(status!))
        {
            Console.WriteLine(line);
        }

        return 0;
    }

    private static Process Start(string repository, string log, string[] hostArguments)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        // The shell's redirections let the host outlive this process; the session keeps the terminal's signals from it.
        const string Script = """log="$1"; shift; exec setsid "$@" </dev/null >"$log" 2>&1""";
        var info = new ProcessStartInfo(
            "/bin/sh",
            ["-c", Script, "up", log, Paths.DotNet, Paths.Assembly(repository, "AppHost"), .. hostArguments]
        )
        {
            WorkingDirectory = repository,
        };
        return Process.Start(info) ?? throw new IOException("The host could not be started.");
    }
}
