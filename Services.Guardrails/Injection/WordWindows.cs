namespace Services.Guardrails.Injection;

/// <summary>Cuts a long text into overlapping pieces, so that an attack inside a long harmless message is not diluted.</summary>
internal static class WordWindows
{
    /// <summary>Words in a piece.</summary>
    public const int Size = 80;

    /// <summary>Words from one piece's begin to the next one's.</summary>
    public const int Stride = 40;

    /// <summary>Start and length of the pieces of <paramref name="words"/>; one piece if it is short.</summary>
    public static IReadOnlyList<(int Start, int Length)> Of(string words)
    {
        var starts = new List<int> { 0 };
        for (var i = words.IndexOf(' ', StringComparison.Ordinal); i >= 0; i = words.IndexOf(' ', i + 1))
        {
            starts.Add(i + 1);
        }

        var windows = new List<(int, int)>();
        for (var first = 0; first == 0 || first + Size - Stride < starts.Count; first += Stride)
        {
            var end = first + Size < starts.Count ? starts[first + Size] - 1 : words.Length;
            windows.Add((starts[first], end - starts[first]));
        }

        return windows;
    }
}
