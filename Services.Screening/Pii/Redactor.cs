using System.Text;
using Services.Screening.Detectors;
using Services.Screening.Pii;

namespace Services.Screening.Pii;

/// <summary>Puts placeholders in the place of personal data.</summary>
internal static class Redactor
{
    private const int MaxRounds = 8;

    /// <summary>Redacts until nothing is left: where two values ran together, taking one out may lay the other bare.</summary>
    public static string RedactAll(string text, IReadOnlyList<Detection> detections, Func<string, IReadOnlyList<Detection>> detect) =>
        RepeatAll(text, detections, detect, Redact);

    /// <summary>
    /// The text with each detection replaced; detections that touch become one placeholder. Expects them in the order of the text.
    /// </summary>
    public static string Redact(string text, IReadOnlyList<Detection> detections) =>
        Splice(text, detections.Select(static detection => (detection.Start, detection.Length, PersonalData.Placeholder(detection.Rule))));

    /// <summary>Replaces what was found, and what is found then, until nothing is left or eight times are over.</summary>
    public static string RepeatAll<T>(
        string text,
        IReadOnlyList<T> found,
        Func<string, IReadOnlyList<T>> find,
        Func<string, IReadOnlyList<T>, string> replace
    )
    {
        for (var round = 0; round < MaxRounds && found.Count > 0; round++)
        {
            text = replace(text, found);
            found = find(text);
        }

        return text;
    }

    /// <summary>The text with others in the place of spans, in their order; of one that begins within another nothing is put.</summary>
    public static string Splice(string text, IEnumerable<(int Start, int Length, string Placeholder)> spans)
    {
        var result = new StringBuilder(text.Length);
        var done = 0;
        foreach (var (start, length, placeholder) in spans)
        {
            if (start >= done)
            {
                result.Append(text, done, start - done).Append(placeholder);
            }

            done = Math.Max(done, start + length);
        }

        return result.Append(text, done, text.Length - done).ToString();
    }
}
