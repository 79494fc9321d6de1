namespace Services.Conversations.Sessions;

/// <summary>What a session is called that was given no topic.</summary>
public static class SessionTitle
{
    /// <summary>The longest title, in characters.</summary>
    public const int MaxLength = 60;

    /// <summary>How much of a message is looked at, in characters.</summary>
    internal const int Sample = 400;

    /// <summary>A message's first line that says something, cut at a word; empty if there is none.</summary>
    public static string Of(string message)
    {
        var line = message
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(static text => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
            .FirstOrDefault("");
        if (line.Length <= MaxLength)
        {
            return line;
        }

        var space = line.LastIndexOf(' ', MaxLength - 1);
        var end = space > MaxLength / 2 ? space : MaxLength - 1;
        return line[..(char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)] + "…";
    }
}
