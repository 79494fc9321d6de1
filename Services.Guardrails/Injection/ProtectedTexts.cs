using System.Collections.Frozen;
using System.Reflection;
using Services.Screening.Text;

namespace Services.Guardrails.Injection;

/// <summary>
/// The agents' instructions, taken from their prompt files when the service is built, as runs of twelve words. What the prompts say about
/// the shop's rules may be told to customers and is left out.
/// </summary>
internal static class ProtectedTexts
{
    /// <summary>Words of one run.</summary>
    public const int RunLength = 12;

    private const string ResourcePrefix = "Prompts/";
    private const string PublicSection = "Rules of the shop";

    private static readonly FrozenSet<string> Runs = Load();

    /// <summary>The first run of protected words in <paramref name="words"/>: start and length; null if there is none.</summary>
    public static (int Start, int Length)? FindIn(string words)
    {
        foreach (var (start, length) in RunsOf(words))
        {
            if (Runs.Contains(words.Substring(start, length)))
            {
                return (start, length);
            }
        }

        return null;
    }

    private static FrozenSet<string> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly
            .GetManifestResourceNames()
            .Where(static name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .SelectMany(name => ProtectedLines(assembly.GetManifestResourceStream(name)!))
            .Select(static line => new GuardedText(line).Words.Text.Trim())
            .SelectMany(static words => RunsOf(words).Select(run => words.Substring(run.Start, run.Length)))
            .ToFrozenSet(StringComparer.Ordinal);
    }

    private static IEnumerable<string> ProtectedLines(Stream prompt)
    {
        using var reader = new StreamReader(prompt);
        return reader
            .ReadToEnd()
            .ReplaceLineEndings("\n")
            .Split("\n\n")
            .Where(static section => !section.StartsWith(PublicSection, StringComparison.Ordinal));
    }

    private static IEnumerable<(int Start, int Length)> RunsOf(string words)
    {
        var starts = new Queue<int>();
        starts.Enqueue(0);
        for (var i = 0; i <= words.Length; i++)
        {
            if (i < words.Length && words[i] != ' ')
            {
                continue;
            }

            if (starts.Count == RunLength)
            {
                var start = starts.Dequeue();
                yield return (start, i - start);
            }

            starts.Enqueue(i + 1);
        }
    }
}
