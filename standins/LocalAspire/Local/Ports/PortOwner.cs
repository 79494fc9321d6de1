using System.Globalization;

namespace LocalAspire.Ports;

/// <summary>Finds out who listens on a port.</summary>
internal static class PortOwner
{
    private const string Listening = "0A";

    /// <summary>For example <c>nginx (pid 812)</c>; <c>another process</c> when it cannot be found out.</summary>
    public static string Describe(int port)
    {
        try
        {
            return Find(port) is { } pid ? $"{Name(pid)} (pid {pid})" : "another process";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }

    /// <summary>Whether anybody listens on the port.</summary>
    public static bool IsTaken(int port)
    {
        try
        {
            return Sockets("/proc/net/tcp", port).Concat(Sockets("/proc/net/tcp6", port)).Any();
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static int? Find(int port)
    {
        var links = Sockets("/proc/net/tcp", port).Concat(Sockets("/proc/net/tcp6", port)).ToHashSet(StringComparer.Ordinal);
        if (links.Count == 0)
        {
            return null;
        }

        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) && Holds(folder, links))
            {
                return pid;
            }
        }

        return null;
    }

    private static IEnumerable<string> Sockets(string table, int port)
    {
        if (!File.Exists(table))
        {
            yield break;
        }

        var suffix = string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
        foreach (var line in File.ReadLines(table).Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 9 && fields[3] == Listening && fields[1].EndsWith(suffix, StringComparison.Ordinal))
            {
                yield return $"socket:[{fields[9]}]";
            }
        }
    }

    private static bool Holds(string folder, HashSet<string> links)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(folder, "fd")).Any(fd => new FileInfo(fd).LinkTarget is { } target && links.Contains(target));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Name(int pid) => File.ReadAllText($"/proc/{pid}/comm").Trim();
}
