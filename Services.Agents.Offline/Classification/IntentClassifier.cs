namespace Services.Agents.Offline.Classification;

/// <summary>Says what a message wants, from its own words only. Immutable; safe for use by many threads at once.</summary>
internal sealed class IntentClassifier
{
    private static readonly Lazy<IntentClassifier> Embedded = new(() => new IntentClassifier(IntentModel.LoadEmbedded()));

    private readonly IntentModel _model;

    public IntentClassifier(IntentModel model) => _model = model;

    /// <summary>With the weights that ship with the service; read on first use.</summary>
    public static IntentClassifier Shared => Embedded.Value;

    /// <summary>The likeliest intent. Below <see cref="IntentGuess.AbstainBelow"/> the caller should not act on it.</summary>
    public IntentGuess Classify(string text)
    {
        var scores = _model.Score(text);
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
