using System.Diagnostics;
using System.Globalization;

namespace Switchboard.Dev;

/// <summary>The processes of this machine, as they were when they were looked at.</summary>
internal sealed class ProcessTable
{
    // What stands between Aspire and a service or server: dotnet run, a shell.
    private static readonly string[] Wrappers = ["dotnet", "sh"];

    // What a wrapper starts beside the server, before it: the broker's port mapper.
    private static readonly string[] Companions = ["epmd"];

    private readonly Dictionary<int, (int Parent, string Name)> _processes = [];

    /// <summary>Reads it from <c>ps</c>.</summary>
    public static ProcessTable Read()
    {
        using var ps = Process.Start(new ProcessStartInfo("ps", ["-A", "-o", "pid=,ppid=,comm="]) { RedirectStandardOutput = true })!;
        List<string> lines = [];
        while (ps.StandardOutput.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        return Parse(lines);
    }

    /// <summary>From lines of process id, parent's process id and name.</summary>
    public static ProcessTable Parse(IEnumerable<string> lines)
    {
        var table = new ProcessTable();
        foreach (var line in lines)
        {
            var parts = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (parts.Length == 3)
            {
                table._processes[Number(parts[0])] = (Number(parts[1]), Path.GetFileName(parts[2]));
            }
        }

        return table;
    }

    /// <summary>The process that a wrapper runs, through any number of wrappers; itself if it is none, null if it runs nothing.</summary>
    public int? Wrapped(int pid) =>
        !_processes.TryGetValue(pid, out var process) ? null
        : !Wrappers.Contains(process.Name) ? pid
        : Child(pid) is { } child ? Wrapped(child)
        : null;

    /// <summary>The process with all that descend from it.</summary>
    public IReadOnlyList<int> Tree(int pid) => [pid, .. _processes.Where(p => p.Value.Parent == pid).SelectMany(p => Tree(p.Key))];

    private int? Child(int pid) =>
        _processes.Where(p => p.Value.Parent == pid && !Companions.Contains(p.Value.Name)).Select(p => (int?)p.Key).Min();

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
