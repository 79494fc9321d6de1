using System.Diagnostics;
using System.Globalization;

namespace Switchboard.Testing;

/// <summary>Finds the process that <c>dotnet run</c> started.</summary>
internal static class ChildProcess
{
    /// <summary>The first child; null when there is none.</summary>
    public static int? Of(int parent)
    {
        using var ps = Process.Start(
            new ProcessStartInfo("ps", ["-o", "pid=", "--ppid", parent.ToString(CultureInfo.InvariantCulture)])
            {
                RedirectStandardOutput = true,
            }
        )!;
        var line = ps.StandardOutput.ReadLine();
        ps.WaitForExit();
        return int.TryParse(line, CultureInfo.InvariantCulture, out var pid) ? pid : null;
    }
}
