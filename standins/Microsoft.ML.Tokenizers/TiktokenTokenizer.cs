using System.Buffers;
using System.Text;

namespace Microsoft.ML.Tokenizers;

/// <summary>Byte-pair encoding as OpenAI's models use it. Vocabularies are read on first use and shared by the whole process.</summary>
public sealed class TiktokenTokenizer : Tokenizer
{
    private const int StackBytes = 512;
    private static readonly Lazy<TiktokenTokenizer> O200kBase = new(() => new TiktokenTokenizer(TiktokenEncodings.LoadO200kBase()));

    private readonly TiktokenEncoding _encoding;

    private TiktokenTokenizer(TiktokenEncoding encoding) => _encoding = encoding;

    /// <summary>The special tokens and their ids.</summary>
    public IReadOnlyDictionary<string, int>? SpecialTokens => _encoding.SpecialTokens;

    /// <summary>The tokenizer of a model, for example <c>gpt-4o</c>.</summary>
    /// <exception cref="NotSupportedException">The model is not known, or its vocabulary is not here.</exception>
    public static TiktokenTokenizer CreateForModel(string modelName) => CreateForEncoding(TiktokenEncodings.OfModel(modelName));

    /// <summary>The tokenizer of an encoding, for example <c>o200k_base</c>.</summary>
    /// <exception cref="NotSupportedException">The vocabulary is not here.</exception>
    public static TiktokenTokenizer CreateForEncoding(string encodingName) =>
        string.Equals(encodingName, TiktokenEncodings.O200kBaseName, StringComparison.OrdinalIgnoreCase)
            ? O200kBase.Value
            : throw new NotSupportedException($"The encoding '{encodingName}' is not supported: only {TiktokenEncodings.O200kBaseName} ships here.");

    /// <inheritdoc/>
    public override int CountTokens(ReadOnlySpan<char> text, bool considerPreTokenization = true, bool considerNormalization = true) =>
        Encode(text, considerPreTokenization, ids: null);

    /// <inheritdoc/>
    public override IReadOnlyList<int> EncodeToIds(
        ReadOnlySpan<char> text, bool considerPreTokenization = true, bool considerNormalization = true)
    {
        var ids = new List<int>(text.Length / 4 + 1);
        Encode(text, considerPreTokenization, ids);
        return ids;
    }

    /// <inheritdoc/>
    public override string? Decode(IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var id in ids)
        {
            if (_encoding.Vocabulary.TryGetToken(id, out var token))
            {
                bytes.Write(token);
            }
            else if (_encoding.SpecialTokensById.TryGetValue(id, out var special))
            {
                bytes.Write(Encoding.UTF8.GetBytes(special));
            }
            else
            {
                return null;
            }
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private int Encode(ReadOnlySpan<char> text, bool preTokenize, List<int>? ids)
    {
        var count = 0;
        while (!text.IsEmpty)
        {
            var next = FindSpecial(text, out var special, out var id);
            count += EncodeOrdinary(text[..next], preTokenize, ids);
            if (special is null)
            {
                break;
            }

            ids?.Add(id);
            count++;
            text = text[(next + special.Length)..];
        }

        return count;
    }

    private int FindSpecial(ReadOnlySpan<char> text, out string? special, out int id)
    {
        var first = text.Length;
        (special, id) = (null, -1);
        foreach (var (token, tokenId) in _encoding.SpecialTokens)
        {
            var at = text[..first].IndexOf(token, StringComparison.Ordinal);
            if (at >= 0)
            {
                (first, special, id) = (at, token, tokenId);
            }
        }

        return first;
    }

    private int EncodeOrdinary(ReadOnlySpan<char> text, bool preTokenize, List<int>? ids)
    {
        if (!preTokenize)
        {
            return EncodePiece(text, ids);
        }

        var count = 0;
        foreach (var match in _encoding.PreTokenizer.EnumerateMatches(text))
        {
            count += EncodePiece(text.Slice(match.Index, match.Length), ids);
        }

        return count;
    }

    private int EncodePiece(ReadOnlySpan<char> piece, List<int>? ids)
    {
        if (piece.IsEmpty)
        {
            return 0;
        }

        var longest = Encoding.UTF8.GetMaxByteCount(piece.Length);
        byte[]? rented = null;
        var buffer = longest <= StackBytes ? stackalloc byte[StackBytes] : rented = ArrayPool<byte>.Shared.Rent(longest);
        try
        {
            var bytes = buffer[..Encoding.UTF8.GetBytes(piece, buffer)];
            var rank = _encoding.Vocabulary.RankOf(bytes);
            if (rank < 0)
            {
                return BytePairMerge.Encode(bytes, _encoding.Vocabulary, ids);
            }

            ids?.Add(rank);
            return 1;
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }
}
