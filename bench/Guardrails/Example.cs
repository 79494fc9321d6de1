using Services.Guardrails.Injection;
using Services.Screening.Text;

namespace Guardrails.Bench;

/// <summary>A text of known kind, cut into windows and reduced to features once.</summary>
internal sealed record Example(string Text, bool IsAttack, double Weight, IReadOnlyList<int[]> Windows)
{
    public static Example Of(string text, bool isAttack, double weight)
    {
        var words = new GuardedText(text).Words.Text;
        var windows = WordWindows.Of(words).Select(w => Buckets(words.AsSpan(w.Start, w.Length))).ToList();
        return new Example(text, isAttack, weight, windows);
    }

    private static int[] Buckets(ReadOnlySpan<char> words)
    {
        var bits = new ulong[NgramFeatures.BitSetLength];
        NgramFeatures.Mark(words, bits);
        return [.. Enumerable.Range(0, NgramFeatures.Dimensions).Where(bucket => (bits[bucket / 64] >> (bucket % 64) & 1) != 0)];
    }
}
