using System.Globalization;

namespace LocalAspire.Dashboard.Pages.Rendering;

/// <summary>What "select graphic rendition" sequences have set so far. Colours: 1 to 16, 0 for none.</summary>
internal readonly record struct AnsiStyle(int Foreground, int Background, bool Bold, bool Dim, bool Italic, bool Underline)
{
    public bool IsPlain => this == default;

    public string Classes => string.Join(' ', ClassNames());

    public AnsiStyle Apply(ReadOnlySpan<char> parameters)
    {
        Span<int> codes = stackalloc int[16];
        var count = 0;
        foreach (var range in parameters.Split(';'))
        {
            if (count < codes.Length)
            {
                codes[count++] = int.TryParse(parameters[range], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0;
            }
        }

        var style = this;
        for (var index = 0; index < count; index++)
        {
            var code = codes[index];
            style = code switch
            {
                0 => default,
                1 => style with { Bold = true },
                2 => style with { Dim = true },
                3 => style with { Italic = true },
                4 => style with { Underline = true },
                22 => style with { Bold = false, Dim = false },
                23 => style with { Italic = false },
                24 => style with { Underline = false },
                >= 30 and <= 37 => style with { Foreground = code - 29 },
                38 => style with { Foreground = Extended(codes[..count], ref index) },
                39 => style with { Foreground = 0 },
                >= 40 and <= 47 => style with { Background = code - 39 },
                48 => style with { Background = Extended(codes[..count], ref index) },
                49 => style with { Background = 0 },
                >= 90 and <= 97 => style with { Foreground = code - 81 },
                >= 100 and <= 107 => style with { Background = code - 91 },
                _ => style,
            };
        }

        return style;
    }

    /// <summary>Of 256 colours the first 16; any other leaves the text's own.</summary>
    private static int Extended(ReadOnlySpan<int> codes, ref int index)
    {
        if (index + 1 >= codes.Length)
        {
            return 0;
        }

        var isIndexed = codes[index + 1] == 5;
        var colour = isIndexed && index + 2 < codes.Length && codes[index + 2] < 16 ? codes[index + 2] + 1 : 0;
        index += isIndexed ? 2 : 4;
        return colour;
    }

    private IEnumerable<string> ClassNames()
    {
        if (Foreground > 0)
        {
            yield return $"f{Foreground - 1}";
        }

        if (Background > 0)
        {
            yield return $"b{Background - 1}";
        }

        if (Bold)
        {
            yield return "bold";
        }

        if (Dim)
        {
            yield return "dim";
        }

        if (Italic)
        {
            yield return "italic";
        }

        if (Underline)
        {
            yield return "underline";
        }
    }
}
