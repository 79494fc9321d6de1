using System.Buffers;

namespace ServiceDefaults.Text;

/// <summary>
/// Looks for many values in a text in one pass, without regard to case. Asking the text for each value by itself would cost the length of
/// the one times the number of the others. Thread-safe.
/// </summary>
public sealed class ValueSearch
{
    private readonly SearchValues<string> _values;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _known;
    private readonly int[] _lengths;

    /// <summary>A search for the values; empty ones are left out, and which case they have is of no account.</summary>
    public ValueSearch(IEnumerable<string> values)
    {
        HashSet<string> known = new(values.Where(static value => value.Length > 0), StringComparer.OrdinalIgnoreCase);
        _values = SearchValues.Create([.. known], StringComparison.OrdinalIgnoreCase);
        _known = known.GetAlternateLookup<ReadOnlySpan<char>>();
        _lengths = [.. known.Select(static value => value.Length).Distinct().OrderDescending()];
    }

    /// <summary>
    /// Where a value begins, in the order of the text; at the same place the longest comes first. Values that overlap are all reported, as
    /// they were given.
    /// </summary>
    public IEnumerable<(int Start, string Value)> In(string text)
    {
        for (var at = Next(text, 0); at >= 0; at = Next(text, at + 1))
        {
            foreach (var value in At(text, at))
            {
                yield return (at, value);
            }
        }
    }

    /// <summary>Those of the values that stand in one of the texts at a place that counts.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="values">The values.</param>
    /// <param name="counts">Whether a place counts: the text, where the value begins in it, and where it ends.</param>
    public static HashSet<string> Found(IEnumerable<string> texts, IEnumerable<string> values, Func<string, int, int, bool> counts)
    {
        HashSet<string> missing = new(values, StringComparer.OrdinalIgnoreCase);
        HashSet<string> found = new(StringComparer.OrdinalIgnoreCase);
        var (search, places, patience) = (new ValueSearch(missing), 0, 256);
        foreach (var text in texts)
        {
            for (var at = search.Next(text, 0); at >= 0 && missing.Count > 0; at = search.Next(text, at + 1))
            {
                foreach (var value in search.At(text, at).Where(value => missing.Contains(value) && counts(text, at, at + value.Length)))
                {
                    missing.Remove(value);
                    found.Add(value);
                }

                // What is found already would stop the search again and again: it goes on without.
                if (++places == patience)
                {
                    (search, places, patience) = (new ValueSearch(missing), 0, 2 * patience);
                }
            }
        }

        return found;
    }

    private int Next(string text, int from)
    {
        var at = from < text.Length ? text.AsSpan(from).IndexOfAny(_values) : -1;
        return at < 0 ? -1 : from + at;
    }

    private IEnumerable<string> At(string text, int at)
    {
        foreach (var length in _lengths)
        {
            if (at + length <= text.Length && _known.TryGetValue(text.AsSpan(at, length), out var value))
            {
                yield return value;
            }
        }
    }
}
