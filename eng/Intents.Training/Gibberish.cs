namespace Intents.Training;

/// <summary>Letters that mean nothing, to be declined: a cat on the keyboard, words of no language. Deterministic.</summary>
internal static class Gibberish
{
    private const int Seed = 20260704;
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    public static IEnumerable<Example> Write(int count)
    {
        var random = new Random(Seed);
        for (var n = 0; n < count; n++)
        {
            var words = Enumerable.Range(0, 1 + random.Next(6)).Select(_ => Word(random));
            yield return new Example(string.Join(' ', words), "unknown", "own");
        }
    }

    // Any letters, a few letters again and again, or one letter held down.
    private static string Word(Random random)
    {
        var pool = random.Next(4) switch
        {
            0 => Letters.Substring(random.Next(Letters.Length), 1),
            1 => Letters.Substring(random.Next(Letters.Length - 3), 3),
            _ => Letters,
        };
        return new string(random.GetItems<char>(pool.ToCharArray(), 2 + random.Next(8)));
    }
}
