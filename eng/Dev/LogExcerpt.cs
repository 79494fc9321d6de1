namespace Switchboard.Dev;

/// <summary>The lines of a log that say why a process ended.</summary>
internal static class LogExcerpt
{
    private const int Lines = 12;

    /// <summary>From the last unhandled exception on, otherwise the last lines.</summary>
    public static IEnumerable<string> Of(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        var lines = File.ReadLines(path).TakeLast(200).ToList();
        var crash = lines.FindLastIndex(line => line.Contains("Unhandled exception", StringComparison.Ordinal));
        return crash < 0 ? lines.TakeLast(Lines) : lines.Skip(crash).Take(Lines);
    }
}
