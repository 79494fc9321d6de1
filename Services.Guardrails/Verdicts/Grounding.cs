using ServiceDefaults.Text;

namespace Services.Guardrails.Verdicts;

/// <summary>
/// The caller's records, asked which values they contain: verbatim, without regard to case, and not as a part of a longer value. For one
/// request; not thread-safe.
/// </summary>
internal sealed class Grounding(IReadOnlyList<string> texts)
{
    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _found = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Goes through the records once for all of the values that were not asked about before.</summary>
    public void Ask(IEnumerable<string> values)
    {
        var unknown = values.Where(_asked.Add).ToList();
        if (unknown.Count > 0)
        {
            _found.UnionWith(ValueSearch.Found(texts, unknown, IsWhole));
        }
    }

    /// <summary>True for a value that was asked about and is there.</summary>
    public bool Contains(string value) => _found.Contains(value);

    private static bool IsWhole(string text, int start, int end) =>
        (start == 0 || !IsPart(text[start - 1])) && (end == text.Length || !IsPart(text[end]) || EndsSentence(text, end));

    private static bool IsPart(char character) => char.IsLetterOrDigit(character) || character is '.' or '_' or '-' or '+' or '@' or '%';

    private static bool EndsSentence(string text, int at) => text[at] is '.' or '-' && (at + 1 == text.Length || !IsPart(text[at + 1]));
}
