using System.Text;

namespace Services.Agents.Offline.Rendering;

/// <summary>Text from tools is data: it is shown as it is, on one line, and cannot become Markdown.</summary>
internal static class Markdown
{
    private const int MaxLength = 500;

    public static string Escape(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }

        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Trim())
        {
            if (plain.Length >= MaxLength)
            {
                return plain.Append('…').ToString();
            }

            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                if (plain.Length > 0 && plain[^1] != ' ')
                {
                    plain.Append(' ');
                }

                continue;
            }

            if (c is '\\' or '`' or '*' or '[' or ']' or '<' or '>' or '|' or '~' || (c == '_' && IsEdge(text, plain)))
            {
                plain.Append('\\');
            }

            plain.Append(c);
        }

        return plain.ToString();
    }

    // An underscore inside a word, as in an id, is no emphasis.
    private static bool IsEdge(string text, StringBuilder plain) => plain.Length == 0 || plain[^1] == ' ' || text.EndsWith('_');
}
