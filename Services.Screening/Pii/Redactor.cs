using System.Text;
using Services.Screening.Detectors;
using Services.Screening.Pii;

namespace Services.Screening.Pii;

/// <summary>Puts placeholders in the place of personal data.</summary>
internal static class Redactor
{
    private const int MaxRounds = 8;

    /// <summary>Redacts until nothing is left: where two values ran together, taking one out may lay the other bare.</summary>
    public static string RedactAll(string text, IReadOnlyList<Detection> detections, Func<string, IReadOnlyList<Detection>> detect)
    {
        for (var round = 0; round < MaxRounds && detections.Count > 0; round++)
        {
            text = Redact(text, detections);
            detections = detect(text);
        }

        return text;
    }

    /// <summary>
    /// The text with each detection replaced; detections that touch become one placeholder. Expects them in the order of the text.
    /// </summary>
    public static string Redact(string text, IReadOnlyList<Detection> detections)
    {
        var result = new StringBuilder(text.Length);
        var done = 0;
        foreach (var detection in detections)
        {
            if (detection.Start >= done)
            {
                result.Append(text, done, detection.Start - done).Append(PersonalData.Placeholder(detection.Rule));
            }

            done = Math.Max(done, detection.End);
        }

        return result.Append(text, done, text.Length - done).ToString();
    }
}
