using System.Globalization;

namespace LocalAspire.Dashboard.Telemetry.Search;

/// <summary>
/// Aspire's search language: <c>word</c>, <c>"a phrase"</c>, <c>field:value</c>, <c>@attribute:value</c>, <c>duration:&gt;100</c>, each
/// with <c>-</c> in front to exclude. All terms must hold. What is no known field before a colon is plain text.
/// </summary>
internal sealed class SearchQuery<T>
    where T : struct, ISearchable
{
    private const int MaxTerms = 32;

    private readonly SearchTerm[] _terms;

    private SearchQuery(SearchTerm[] terms) => _terms = terms;

    public bool IsEmpty => _terms.Length == 0;

    public static SearchQuery<T> Parse(string? text)
    {
        var terms = new List<SearchTerm>();
        var rest = (text ?? "").AsSpan().Trim();
        while (!rest.IsEmpty && terms.Count < MaxTerms)
        {
            var length = TokenLength(rest);
            terms.Add(ParseTerm(rest[..length]));
            rest = rest[length..].TrimStart();
        }

        return new SearchQuery<T>([.. terms.Where(term => term.Value.Length > 0)]);
    }

    /// <summary>Whether every term holds for one item.</summary>
    public bool Matches(T item)
    {
        foreach (var term in _terms)
        {
            if (Holds(term, item) == term.Negated)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether one item of a group fulfils what is wanted, and none what is excluded.</summary>
    public bool MatchesGroup(IEnumerable<T> group)
    {
        var found = _terms.All(term => term.Negated);
        foreach (var item in group)
        {
            var wanted = true;
            foreach (var term in _terms)
            {
                var holds = Holds(term, item);
                if (holds && term.Negated)
                {
                    return false;
                }

                wanted &= holds || term.Negated;
            }

            found |= wanted;
        }

        return found;
    }

    private static bool Holds(in SearchTerm term, T item)
    {
        if (term.Field is null)
        {
            return item.Contains(term.Value);
        }

        var actual = term.IsAttribute ? item.Attribute(term.Field) : item.Field(term.Field);
        if (actual is null)
        {
            return false;
        }

        if (term.Operator == SearchOperator.Contains)
        {
            return actual.Contains(term.Value, StringComparison.OrdinalIgnoreCase);
        }

        if (!double.TryParse(actual, CultureInfo.InvariantCulture, out var left)
            || !double.TryParse(term.Value, CultureInfo.InvariantCulture, out var right))
        {
            return false;
        }

        return term.Operator switch
        {
            SearchOperator.Less => left < right,
            SearchOperator.LessOrEqual => left <= right,
            SearchOperator.Greater => left > right,
            _ => left >= right,
        };
    }

    /// <summary>Up to the next space outside quotes; an unclosed quote runs to the end.</summary>
    private static int TokenLength(ReadOnlySpan<char> text)
    {
        var quoted = false;
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && char.IsWhiteSpace(text[index]))
            {
                return index;
            }
        }

        return text.Length;
    }

    private static SearchTerm ParseTerm(ReadOnlySpan<char> token)
    {
        var negated = token.Length > 1 && token[0] == '-';
        var body = negated ? token[1..] : token;
        var colon = body.IndexOf(':');
        if (colon > 0 && !body.StartsWith("\""))
        {
            var isAttribute = body[0] == '@';
            var field = body[(isAttribute ? 1 : 0)..colon].ToString();
            var known = field.ToLowerInvariant();
            if (field.Length > 0 && (isAttribute || T.IsField(known)))
            {
                var (@operator, value) = ParseOperator(body[(colon + 1)..]);
                return new SearchTerm(negated, isAttribute, isAttribute ? field : known, @operator, Unquote(value));
            }
        }

        return new SearchTerm(negated, false, null, SearchOperator.Contains, Unquote(body));
    }

    private static (SearchOperator Operator, string Value) ParseOperator(ReadOnlySpan<char> value) => value switch
    {
        ['>', '=', .. var rest] => (SearchOperator.GreaterOrEqual, rest.ToString()),
        ['<', '=', .. var rest] => (SearchOperator.LessOrEqual, rest.ToString()),
        ['>', .. var rest] => (SearchOperator.Greater, rest.ToString()),
        ['<', .. var rest] => (SearchOperator.Less, rest.ToString()),
        _ => (SearchOperator.Contains, value.ToString()),
    };

    private static string Unquote(ReadOnlySpan<char> value) => Unquote(value.ToString());

    private static string Unquote(string value) => value.Replace("\"", "", StringComparison.Ordinal);
}
