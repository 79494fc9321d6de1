using System.Text.RegularExpressions;

namespace Microsoft.ML.Tokenizers;

internal sealed record TiktokenEncoding(BytePairVocabulary Vocabulary, Regex PreTokenizer, IReadOnlyDictionary<string, int> SpecialTokens)
{
    public IReadOnlyDictionary<int, string> SpecialTokensById { get; } = SpecialTokens.ToDictionary(pair => pair.Value, pair => pair.Key);
}
