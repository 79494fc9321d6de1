using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Switchboard.Testing;

/// <summary>
/// Writes texts that a pattern matches, or nearly does: its own words in its own order are what it works hardest on. Reads the syntax that
/// the services' rules use; what a look-around forbids is left out.
/// </summary>
internal sealed class PatternSampler
{
    private const int Repetitions = 6;
    private const string Plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 \t\n!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~éßñіаΩ漢٣…’–€\u00A0";

    private readonly string _pattern;
    private int _at;

    private PatternSampler(string pattern) => _pattern = pattern;

    /// <summary>What makes a text for the pattern.</summary>
    public static Func<Random, string> For(string pattern)
    {
        var sampler = new PatternSampler(pattern);
        var sample = sampler.Alternatives();
        return sampler._at == pattern.Length
            ? sample
            : throw new FormatException($"The pattern is not understood from character {sampler._at} on: {pattern}");
    }

    private Func<Random, string> Alternatives()
    {
        List<Func<Random, string>> choices = [Sequence()];
        while (_at < _pattern.Length && _pattern[_at] == '|')
        {
            _at++;
            choices.Add(Sequence());
        }

        return random => choices[random.Next(choices.Count)](random);
    }

    private Func<Random, string> Sequence()
    {
        List<Func<Random, string>> pieces = [];
        while (_at < _pattern.Length && _pattern[_at] is not ('|' or ')'))
        {
            pieces.Add(Quantified(Atom()));
        }

        return random => string.Concat(pieces.Select(piece => piece(random)));
    }

    private Func<Random, string> Atom() =>
        _pattern[_at] switch
        {
            '(' => Group(),
            '[' => OneOf(Class()),
            '\\' => Escape(),
            '.' => OneOf(Next(1)),
            '^' or '$' => Nothing(1),
            _ => Literal(Next(1)),
        };

    private Func<Random, string> Group()
    {
        var head = Regex.Match(_pattern[_at..], @"^\((?:\?(?:[:=!>]|<[=!]|<\w+>))?").Value;
        _at += head.Length;
        var inside = Alternatives();
        _at++;
        return head is "(?!" or "(?<!" or "(?<=" ? static _ => "" : inside;
    }

    private Func<Random, string> Escape()
    {
        var next = _pattern[_at + 1];
        return next switch
        {
            'b' or 'B' or 'A' or 'z' or 'Z' => Nothing(2),
            'p' or 'P' => OneOf(Next(_pattern.IndexOf('}', _at) + 1 - _at)),
            _ => OneOf(Next(next == 'u' ? 6 : 2)),
        };
    }

    private string Class()
    {
        var end = _at + (_pattern[_at + 1] == '^' ? 2 : 1);
        while (_pattern[end] != ']')
        {
            end += _pattern[end] == '\\' ? 2 : 1;
        }

        return Next(end + 1 - _at);
    }

    private Func<Random, string> Quantified(Func<Random, string> piece)
    {
        var quantifier = Regex.Match(_pattern[_at..], @"^(?:[?*+]|\{(?<least>\d+)(?<open>,)?(?<most>\d+)?\})\??");
        if (!quantifier.Success)
        {
            return piece;
        }

        _at += quantifier.Length;
        var least = quantifier.Value[0] switch
        {
            '?' or '*' => 0,
            '+' => 1,
            _ => int.Parse(quantifier.Groups["least"].Value, CultureInfo.InvariantCulture),
        };
        var most =
            quantifier.Value[0] == '?' ? 1
            : quantifier.Groups["most"].Success ? int.Parse(quantifier.Groups["most"].Value, CultureInfo.InvariantCulture)
            : quantifier.Value[0] == '{' && !quantifier.Groups["open"].Success ? least
            : least + Repetitions;
        return random =>
        {
            var text = new StringBuilder();
            for (var left = random.Next(least, Math.Min(most, least + Repetitions) + 1); left > 0; left--)
            {
                text.Append(piece(random));
            }

            return text.ToString();
        };
    }

    private static Func<Random, string> OneOf(string characters)
    {
        var members = Plain.Where(c => Regex.IsMatch(c.ToString(), $"^{characters}$", RegexOptions.CultureInvariant)).ToArray();
        return members.Length == 0 ? static _ => "" : random => members[random.Next(members.Length)].ToString();
    }

    private static Func<Random, string> Literal(string text) => _ => text;

    private Func<Random, string> Nothing(int length)
    {
        _at += length;
        return static _ => "";
    }

    private string Next(int length)
    {
        var text = _pattern.Substring(_at, length);
        _at += length;
        return text;
    }
}
