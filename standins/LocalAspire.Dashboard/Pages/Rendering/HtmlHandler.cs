using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace LocalAspire.Dashboard.Pages.Rendering;

/// <summary>Collects an interpolated string and encodes what is interpolated.</summary>
[InterpolatedStringHandler]
internal readonly struct HtmlHandler(int literalLength, int formattedCount)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _markup = new(literalLength + (formattedCount * 24));

    public void AppendLiteral(string markup) => _markup.Append(markup);

    public void AppendFormatted(Html markup) => _markup.Append(markup.ToString());

    public void AppendFormatted(IEnumerable<Html> markup)
    {
        foreach (var part in markup)
        {
            _markup.Append(part.ToString());
        }
    }

    public void AppendFormatted(string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            _markup.Append(Encoder.Encode(text));
        }
    }

    public void AppendFormatted(long number) => _markup.Append(CultureInfo.InvariantCulture, $"{number}");

    public void AppendFormatted(ulong number) => _markup.Append(CultureInfo.InvariantCulture, $"{number}");

    /// <summary>Four decimals are enough for positions in percent.</summary>
    public void AppendFormatted(double number) => _markup.Append(CultureInfo.InvariantCulture, $"{number:0.####}");

    internal string ToMarkup() => _markup.ToString();
}
