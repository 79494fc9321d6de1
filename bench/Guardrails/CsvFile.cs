using System.Text;

namespace Guardrails.Bench;

/// <summary>The first column of a comma-separated file with a header (RFC 4180).</summary>
internal static class CsvFile
{
    public static IEnumerable<string> Read(string path)
    {
        var field = new StringBuilder();
        var (row, column, quoted) = (0, 0, false);
        foreach (var character in File.ReadAllText(path))
        {
            switch (character)
            {
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    column++;
                    break;
                case '\n' when !quoted:
                    if (row++ > 0)
                    {
                        yield return field.ToString();
                    }

                    field.Clear();
                    column = 0;
                    break;
                default:
                    if (column == 0 && character != '\r')
                    {
                        field.Append(character);
                    }

                    break;
            }
        }
    }
}
