using System.Buffers;
using System.Text;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Screening.Pii;

/// <summary>
/// Finds personal data of the kinds that rules can tell, and puts something else in its place. Thread safe, linear in the text.
/// </summary>
internal static class PersonalDataFinder
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    private static readonly DetectorSet Detectors = new(PersonalDataDetectors.All);

    // Fewer digits than any number of a person has; so most of what people write is not looked at closer.
    private const int FewestDigits = 6;

    /// <summary>What was found, in the order of the text; what touches is one, of the kind of the first.</summary>
    public static IReadOnlyList<PersonalDatum> Find(string text)
    {
        if (HasNone(text))
        {
            return [];
        }

        var found = new List<PersonalDatum>();
        foreach (var detection in Detectors.Detect(new GuardedText(text)))
        {
            if (found is [.., var last] && detection.Start <= last.Start + last.Length)
            {
                var end = Math.Max(last.Start + last.Length, detection.Start + detection.Length);
                found[^1] = last with { Length = end - last.Start };
            }
            else
            {
                found.Add(new PersonalDatum(PersonalData.KindOf(detection.Rule), detection.Start, detection.Length));
            }
        }

        return found;
    }

    /// <summary>True for a text in which plain characters alone show that nothing is.</summary>
    private static bool HasNone(string text) =>
        Ascii.IsValid(text) && !text.Contains('@', StringComparison.Ordinal) && text.AsSpan().CountAny(Digits) < FewestDigits;

    /// <summary>
    /// The text with something else in the place of each datum, until none is left: where two ran together, taking one out may lay the
    /// other bare.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="found">What <see cref="Find"/> has found in it.</param>
    /// <param name="placeholder">What stands for a kind and a value from then on; must not be personal data itself.</param>
    public static string Replace(string text, IReadOnlyList<PersonalDatum> found, Func<string, string, string> placeholder) =>
        Redactor.RepeatAll(
            text,
            found,
            Find,
            (rest, data) =>
                Redactor.Splice(
                    rest,
                    data.Select(datum => (datum.Start, datum.Length, placeholder(datum.Kind, rest.Substring(datum.Start, datum.Length))))
                )
        );

    /// <summary>The text with the kind of each datum in its place, for example <c>[card]</c>: what nobody needs to have back.</summary>
    public static string Redact(string text) => Replace(text, Find(text), static (kind, _) => $"[{kind}]");
}

/// <summary>A datum in a text.</summary>
/// <param name="Kind"><c>email</c>, <c>phone</c>, <c>card</c>, <c>iban</c> or <c>id</c>.</param>
/// <param name="Start">First UTF-16 code unit.</param>
/// <param name="Length">Length in UTF-16 code units.</param>
internal sealed record PersonalDatum(string Kind, int Start, int Length);
