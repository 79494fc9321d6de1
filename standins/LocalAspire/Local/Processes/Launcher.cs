using System.Diagnostics;
using System.Globalization;

namespace LocalAspire.Processes;

/// <summary>
/// Starts processes that never outlive the host. Each one leads a session and process group of its own, so that all its descendants can
/// be ended together. A watcher in the group reads from a pipe that only the host holds open; when the host is gone, however it went,
/// the watcher reads the end of the pipe and ends the group. The process itself replaces the launching shell: its id is the real one.
/// </summary>
internal static class Launcher
{
    /// <summary>How long a process has after its host died.</summary>
    public static readonly TimeSpan OrphanGrace = TimeSpan.FromSeconds(3);

    private const string Script =
        """
        leader=$$ signal=$1 tries=$2
        shift 2
        exec 3<&0
        (
          trap '' TERM INT HUP QUIT
          read -r _ <&3
          kill -"$signal" "$leader" 2>/dev/null
          while [ "$tries" -gt 0 ] && kill -0 "$leader" 2>/dev/null; do sleep 0.1; tries=$((tries - 1)); done
          kill -KILL -"$leader" 2>/dev/null
        ) >/dev/null 2>&1 &
        exec "$@" </dev/null 3<&-
        """;

    public static ChildProcess Start(LaunchPlan plan, Action<string, bool> output)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            WorkingDirectory = plan.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in SessionLeader("/bin/sh").Concat(Watched(plan)))
        {
            start.ArgumentList.Add(argument);
        }

        start.FileName = start.ArgumentList[0];
        start.ArgumentList.RemoveAt(0);
        foreach (var (name, value) in plan.Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new IOException($"{plan.FileName} could not be started.");
        return new ChildProcess(process, plan, output);
    }

    private static IEnumerable<string> Watched(LaunchPlan plan)
    {
        var tries = (int)(OrphanGrace / TimeSpan.FromMilliseconds(100));
        return
        [
            "-c", Script, "launch", ((int)plan.OrphanSignal).ToString(CultureInfo.InvariantCulture),
            tries.ToString(CultureInfo.InvariantCulture), plan.FileName, .. plan.Arguments,
        ];
    }

    // macOS has no setsid; its perl has the system call.
    private static string[] SessionLeader(string program) => Programs.Find("setsid") is { } setsid
        ? [setsid, program]
        : ["perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV", program];
}
