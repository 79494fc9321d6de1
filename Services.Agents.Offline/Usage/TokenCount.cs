using Microsoft.ML.Tokenizers;

namespace Services.Agents.Offline.Usage;

/// <summary>Tokens of a text, as another model would count them; a close estimate for a long text.</summary>
internal static class TokenCount
{
    /// <summary>
    /// Characters that are counted at a time. The encoding joins pairs of bytes, in a run without words for a time that grows with the
    /// square of the run.
    /// </summary>
    private const int Piece = 250;

    private static readonly Lazy<Tokenizer> Tokens = new(() => TiktokenTokenizer.CreateForModel("gpt-4o"));

    /// <summary>0 for an empty text.</summary>
    public static int Of(string text)
    {
        var count = 0;
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var piece = rest[..LengthOfPiece(rest)];
            count += Tokens.Value.CountTokens(piece);
            rest = rest[piece.Length..];
        }

        return count;
    }

    /// <summary>Up to a blank if there is one: it belongs to the token behind it, so that nothing is cut in two.</summary>
    private static int LengthOfPiece(ReadOnlySpan<char> text)
    {
        if (text.Length <= Piece)
        {
            return text.Length;
        }

        var blank = text[..Piece].LastIndexOf(' ');
        return blank > 0 ? blank
            : char.IsHighSurrogate(text[Piece - 1]) ? Piece - 1
            : Piece;
    }
}
