using Microsoft.ML.Tokenizers;

namespace Services.Orchestrator.Context;

/// <summary>
/// Counts with the byte-pair encoding of the current OpenAI models; for other models, and for a long text, a close estimate.
/// </summary>
internal sealed class TiktokenCounter : ITokenCounter
{
    /// <summary>
    /// Characters that are counted at a time. The encoding joins pairs of bytes, in a run without words for a time that grows with the
    /// square of the run.
    /// </summary>
    private const int Piece = 250;

    private readonly Lazy<Tokenizer> _tokenizer = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    public int Count(string text)
    {
        var count = 0;
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var piece = rest[..LengthOfPiece(rest)];
            count += _tokenizer.Value.CountTokens(piece);
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
