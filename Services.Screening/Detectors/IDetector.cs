using Services.Screening.Text;

namespace Services.Screening.Detectors;

/// <summary>
/// Looks for one kind of thing in a text. Detectors are stateless, thread-safe, linear in the length of the text and never throw on any
/// string; they say what they saw, and a policy decides what that means.
/// </summary>
internal interface IDetector
{
    /// <summary>What was seen, in any order; empty if nothing.</summary>
    IEnumerable<Detection> Detect(GuardedText text);
}
