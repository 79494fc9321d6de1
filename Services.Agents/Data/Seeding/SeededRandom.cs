namespace Services.Agents.Data.Seeding;

/// <summary>SplitMix64: the same numbers for the same seed on every machine and runtime.</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>From 0 to below the bound.</summary>
    public int Next(int bound) => (int)(NextBits() % (ulong)bound);

    /// <summary>From the minimum to the maximum, both included.</summary>
    public int Between(int minimum, int maximum) => minimum + Next(maximum - minimum + 1);

    /// <summary>True in so many of a hundred cases.</summary>
    public bool Percent(int chance) => Next(100) < chance;

    /// <summary>One of them.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    /// <summary>Digits, the first not zero.</summary>
    public string Digits(int count) =>
        string.Create(
            count,
            this,
            static (span, random) =>
            {
                for (var i = 0; i < span.Length; i++)
                {
                    span[i] = (char)('0' + (i == 0 ? random.Between(1, 9) : random.Next(10)));
                }
            }
        );

    private ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
