using Microsoft.Extensions.AI;

namespace Services.Agents.Offline.Classification;

/// <summary>
/// Says what a message wants, from its own words only: by n-grams, and by its sentence embedding once there is a generator. What was
/// guessed of the last texts is kept, since each turn reads the conversation's earlier messages again. Safe for use by many threads at
/// once.
/// </summary>
internal sealed class IntentClassifier
{
    private static readonly Lazy<IntentClassifier> Embedded = new(() => new IntentClassifier(IntentModel.LoadEmbedded()));

    private readonly IntentModel _model;
    private readonly RecentGuesses _guesses = new();
    private volatile IEmbeddingGenerator<string, Embedding<float>>? _embeddings;

    public IntentClassifier(IntentModel model) => _model = model;

    /// <summary>With the weights that ship with the service; read on first use. N-grams alone until it is given embeddings.</summary>
    public static IntentClassifier Shared => Embedded.Value;

    /// <summary>From now on embeddings are asked too. One that does not answer at once is not waited for.</summary>
    public void Use(IEmbeddingGenerator<string, Embedding<float>> embeddings) => _embeddings = embeddings;

    /// <summary>The likeliest intent. Below <see cref="IntentGuess.AbstainBelow"/> the caller should not act on it.</summary>
    public IntentGuess Classify(string text)
    {
        if (!text.Any(char.IsLetterOrDigit))
        {
            return new IntentGuess(Intents.Unknown, 0);
        }

        var embeddings = _embeddings;
        if (embeddings is null)
        {
            return Likeliest(_model.Score(Passages.Condense(text, _model)));
        }

        return _guesses.GetOrAdd(text, Read);

        IntentGuess Read(string whole)
        {
            var read = Passages.Condense(whole, _model);
            return Likeliest(Embed(embeddings, read) is { } embedding ? _model.Score(read, embedding.Span) : _model.Score(read));
        }
    }

    private static ReadOnlyMemory<float>? Embed(IEmbeddingGenerator<string, Embedding<float>> embeddings, string text)
    {
        var generated = embeddings.GenerateAsync([text]);
        if (generated.IsCompletedSuccessfully)
        {
            return generated.Result[0].Vector;
        }

        return null;
    }

    private IntentGuess Likeliest(float[] scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return new IntentGuess(_model.Intents[best], scores[best]);
    }
}

/// <summary>An intent with the classifier's confidence, 0 to 1.</summary>
public readonly record struct IntentGuess(string Intent, float Confidence)
{
    /// <summary>Confidence under which a guess counts as not understood.</summary>
    public const float AbstainBelow = 0.35f;

    /// <summary>True when it is sure enough to act on.</summary>
    public bool IsSure => Confidence >= AbstainBelow && Intent != Intents.Unknown;
}
