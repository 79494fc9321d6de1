namespace Microsoft.ML.Tokenizers;

/// <summary>Turns text into the tokens a model counts in, and back. Implementations are immutable and safe to share between threads.</summary>
public abstract class Tokenizer
{
    /// <summary>How many tokens the text has.</summary>
    public virtual int CountTokens(string text, bool considerPreTokenization = true, bool considerNormalization = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        return CountTokens(text.AsSpan(), considerPreTokenization, considerNormalization);
    }

    /// <summary>How many tokens the text has.</summary>
    public abstract int CountTokens(ReadOnlySpan<char> text, bool considerPreTokenization = true, bool considerNormalization = true);

    /// <summary>The ids of the text's tokens, in order.</summary>
    public virtual IReadOnlyList<int> EncodeToIds(string text, bool considerPreTokenization = true, bool considerNormalization = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        return EncodeToIds(text.AsSpan(), considerPreTokenization, considerNormalization);
    }

    /// <summary>The ids of the text's tokens, in order.</summary>
    public abstract IReadOnlyList<int> EncodeToIds(
        ReadOnlySpan<char> text, bool considerPreTokenization = true, bool considerNormalization = true);

    /// <summary>The text that the ids stand for; bytes that are no UTF-8 become U+FFFD.</summary>
    /// <returns>Null if an id is unknown.</returns>
    public abstract string? Decode(IEnumerable<int> ids);
}
