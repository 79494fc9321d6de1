using Microsoft.ML.Tokenizers;

namespace Services.Orchestrator.Context;

/// <summary>Counts with the byte-pair encoding of the current OpenAI models; for other models a close estimate.</summary>
internal sealed class TiktokenCounter : ITokenCounter
{
    private readonly Lazy<Tokenizer> _tokenizer = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    public int Count(string text) => text.Length == 0 ? 0 : _tokenizer.Value.CountTokens(text);
}
