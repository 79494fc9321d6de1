namespace Turns.Bench.Reporting;

/// <summary>One line on a terminal that says what goes on; nothing in a file.</summary>
internal static class Progress
{
    private const int Width = 60;

    public static void Show(string text)
    {
        if (!Console.IsOutputRedirected)
        {
            Console.Write($"\r{text.PadRight(Width)}");
        }
    }

    /// <summary>Takes the line away.</summary>
    public static void Clear()
    {
        if (!Console.IsOutputRedirected)
        {
            Console.Write($"\r{new string(' ', Width)}\r");
        }
    }
}
