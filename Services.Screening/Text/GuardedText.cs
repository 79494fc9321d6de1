using System.Buffers;
using System.Text;

namespace Services.Screening.Text;

/// <summary>A text with the readings of it that detectors need, each made once and only if asked for.</summary>
internal sealed class GuardedText
{
    private readonly Lazy<TextView> _visible;
    private readonly Lazy<TextView> _words;
    private readonly Lazy<IReadOnlyList<TextView>> _obfuscated;

    public GuardedText(string text)
    {
        Original = text;
        _visible = new Lazy<TextView>(MakeVisible);
        _words = new Lazy<TextView>(() => WordReading.Of(Visible));
        _obfuscated = new Lazy<IReadOnlyList<TextView>>(() => [.. ObfuscatedReadings.Of(this)]);
    }

    /// <summary>The text as it came.</summary>
    public string Original { get; }

    /// <summary>
    /// The text as a reader sees it: nothing invisible, styled letters and foreign digits plain. Case and line ends are kept.
    /// </summary>
    public TextView Visible => _visible.Value;

    /// <summary>Lower-case words separated by single spaces, without marks, apostrophes or punctuation.</summary>
    public TextView Words => _words.Value;

    /// <summary>
    /// Words behind disguises: look-alike letters, letters as digits, letters set apart, encodings. Empty for most texts.
    /// </summary>
    public IReadOnlyList<TextView> Obfuscated => _obfuscated.Value;

    private TextView MakeVisible()
    {
        var builder = new TextView.Builder(Original.Length);
        var index = 0;
        while (index < Original.Length)
        {
            if (Rune.DecodeFromUtf16(Original.AsSpan(index), out var rune, out var consumed) != OperationStatus.Done)
            {
                builder.Add('\uFFFD', index, index + consumed);
            }
            else if (!CharacterFolding.IsInvisible(rune))
            {
                Add(builder, rune, index, consumed);
            }

            index += consumed;
        }

        return builder.Build();
    }

    private static void Add(TextView.Builder builder, Rune rune, int index, int length)
    {
        if (CharacterFolding.ToPlain(rune) is { } plain)
        {
            builder.Add(plain, index, index + length);
            return;
        }

        Span<char> units = stackalloc char[2];
        foreach (var unit in units[..rune.EncodeToUtf16(units)])
        {
            builder.Add(unit, index, index + length);
        }
    }
}
