namespace Services.Screening.Text;

/// <summary>Reduces a text to its words.</summary>
internal static class WordReading
{
    /// <summary>Lower-case words separated by single spaces.</summary>
    public static TextView Of(TextView source) => Of(source, static c => c);

    /// <summary>The same, with each lower-case character mapped first.</summary>
    public static TextView Of(TextView source, Func<char, char> map)
    {
        var text = source.Text;
        var builder = new TextView.Builder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var character = CharacterFolding.WithoutMark(map(char.ToLowerInvariant(text[i])));
            if (char.IsLetterOrDigit(character) || char.IsSurrogate(character))
            {
                builder.Add(character, source, i);
            }
            else if (character != '\'')
            {
                builder.AddSpace(source, i);
            }
        }

        return builder.Build();
    }
}
