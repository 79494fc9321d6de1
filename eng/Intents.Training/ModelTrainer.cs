using Services.Agents.Offline.Classification;

namespace Intents.Training;

/// <summary>Trains both parts of the model on examples whose embeddings are known.</summary>
internal sealed class ModelTrainer(EmbeddingFile embeddings)
{
    /// <summary>The model, not calibrated yet.</summary>
    public IntentModel Train(IReadOnlyList<Example> examples)
    {
        string[] intents = [.. examples.Select(static example => example.Intent).Distinct().Order(StringComparer.Ordinal)];
        var importance = Importance.Of(examples, intents);
        var rows = examples.Select(example =>
        {
            var label = Array.IndexOf(intents, example.Intent);
            return new EmbeddingTrainer.Row(embeddings.Of(example.Text), label, importance[label]);
        });
        return new IntentModel
        {
            Intents = intents,
            Ngrams = NgramTrainer.Train(examples, intents),
            Embeddings = EmbeddingTrainer.Train([.. rows], intents.Length),
            Calibration = new Calibration(1, 1, 1),
        };
    }
}
