using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Screening.Detectors;

/// <summary>Detectors in order of precedence: where two of them see the same characters, the earlier one is believed.</summary>
internal sealed class DetectorSet(params IReadOnlyList<IDetector> detectors)
{
    /// <summary>What was seen, in the order of the text, without overlaps within a category.</summary>
    public List<Detection> Detect(GuardedText text)
    {
        var kept = new List<Detection>();
        foreach (var detector in detectors)
        {
            foreach (var detection in detector.Detect(text))
            {
                if (!kept.Exists(other => other.Category == detection.Category && other.Overlaps(detection)))
                {
                    kept.Add(detection);
                }
            }
        }

        kept.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        return kept;
    }
}
