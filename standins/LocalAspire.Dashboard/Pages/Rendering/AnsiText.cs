using System.Text;

namespace LocalAspire.Dashboard.Pages.Rendering;

/// <summary>
/// Console text with ANSI sequences as markup: colours and weights become classes, every other control sequence is left out.
/// </summary>
internal static class AnsiText
{
    private const char Escape = '\x1B';

    public static Html ToHtml(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\x1F'))
        {
            return Html.Of($"{text}");
        }

        var parts = new List<Html>();
        var run = new StringBuilder();
        var style = default(AnsiStyle);
        for (var index = 0; index < text.Length; index++)
        {
            var current = text[index];
            if (current == Escape)
            {
                var end = SequenceEnd(text, index);
                if (end > index + 1 && text[index + 1] == '[' && text[end] == 'm')
                {
                    Flush();
                    style = style.Apply(text.AsSpan(index + 2, end - index - 2));
                }

                index = end;
            }
            else if (current == '\t' || !char.IsControl(current))
            {
                run.Append(current);
            }
        }

        Flush();
        return Html.Join(parts);

        void Flush()
        {
            if (run.Length > 0)
            {
                var content = run.ToString();
                parts.Add(style.IsPlain ? Html.Of($"{content}") : Html.Of($"""<span class="{style.Classes}">{content}</span>"""));
                run.Clear();
            }
        }
    }

    /// <summary>The index of a sequence's last character; a sequence that does not end runs to the end of the line.</summary>
    private static int SequenceEnd(string text, int start)
    {
        if (start + 1 >= text.Length)
        {
            return start;
        }

        switch (text[start + 1])
        {
            case '[':
                for (var index = start + 2; index < text.Length; index++)
                {
                    if (text[index] is >= '@' and <= '~')
                    {
                        return index;
                    }
                }

                return text.Length - 1;
            case ']':
                for (var index = start + 2; index < text.Length; index++)
                {
                    if (text[index] == '\a')
                    {
                        return index;
                    }

                    if (text[index] == Escape && index + 1 < text.Length && text[index + 1] == '\\')
                    {
                        return index + 1;
                    }
                }

                return text.Length - 1;
            default:
                return start + 1;
        }
    }
}
