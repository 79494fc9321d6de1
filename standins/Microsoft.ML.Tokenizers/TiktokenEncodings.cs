using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Microsoft.ML.Tokenizers;

internal static partial class TiktokenEncodings
{
    public const string O200kBaseName = "o200k_base";
    private const string Cl100kBaseName = "cl100k_base";

    // The longest prefix decides: gpt-4o before gpt-4.
    private static readonly (string Prefix, string Encoding)[] Models =
    [
        ("chatgpt-4o", O200kBaseName), ("gpt-4.1", O200kBaseName), ("gpt-4.5", O200kBaseName), ("gpt-4o", O200kBaseName), ("gpt-5", O200kBaseName),
        ("o1", O200kBaseName), ("o3", O200kBaseName), ("o4-mini", O200kBaseName),
        ("gpt-4", Cl100kBaseName), ("gpt-3.5", Cl100kBaseName), ("text-embedding-3", Cl100kBaseName), ("text-embedding-ada-002", Cl100kBaseName),
    ];

    public static string OfModel(string model)
    {
        ArgumentException.ThrowIfNullOrEmpty(model);
        foreach (var (prefix, encoding) in Models)
        {
            if (model.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return encoding;
            }
        }

        throw new NotSupportedException($"The model '{model}' is not supported.");
    }

    public static TiktokenEncoding LoadO200kBase()
    {
        using var resource = typeof(O200kBaseTokenizerData).Assembly.GetManifestResourceStream(O200kBaseTokenizerData.ResourceName)
            ?? throw new InvalidOperationException($"The vocabulary {O200kBaseTokenizerData.ResourceName} is not embedded.");
        using var unpacked = new BrotliStream(resource, CompressionMode.Decompress);
        using var ranks = new MemoryStream(capacity: 1 << 21);
        unpacked.CopyTo(ranks);
        return new TiktokenEncoding(
            BytePairVocabulary.Read(ranks.ToArray()),
            O200kBasePieces(),
            new Dictionary<string, int> { ["<|endoftext|>"] = 199999, ["<|endofprompt|>"] = 200018 });
    }

    // OpenAI's pattern; one character beyond the Basic Multilingual Plane counts as one, although it is two UTF-16 code units.
    [GeneratedRegex(
        @"(?:[^\r\n\p{L}\p{N}\uD800-\uDFFF]|[\uD800-\uDBFF][\uDC00-\uDFFF])?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?" +
        @"|(?:[^\r\n\p{L}\p{N}\uD800-\uDFFF]|[\uD800-\uDBFF][\uDC00-\uDFFF])?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?" +
        @"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        RegexOptions.CultureInvariant)]
    private static partial Regex O200kBasePieces();
}
