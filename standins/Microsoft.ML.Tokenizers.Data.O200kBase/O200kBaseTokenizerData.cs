namespace Microsoft.ML.Tokenizers;

/// <summary>
/// Carries the byte-pair ranks of <c>o200k_base</c> as OpenAI published them (MIT), packed by <c>eng/vocabulary/pack.mjs</c>: for each rank from 0,
/// one byte with the token's length and then its bytes; the whole compressed with Brotli.
/// </summary>
public static class O200kBaseTokenizerData
{
    /// <summary>The name under which the ranks are embedded in this assembly.</summary>
    public const string ResourceName = "o200k_base.br";
}
