using System.Numerics.Tensors;
using Services.Agents.Offline.Classification;

namespace Intents.Training;

/// <summary>
/// Finds how much n-grams count beside the embedding, and the temperatures under which a confidence of 0.8 is right eight times in ten: the
/// point of a grid at which messages that the model was not trained on are likeliest.
/// </summary>
internal static class Calibrator
{
    private static readonly float[] Sharpnesses = [.. Enumerable.Range(4, 33).Select(static i => i * 0.05f)];
    private static readonly float[] Shares = [0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f, 1f];

    public static Calibration Fit(IntentModel model, IReadOnlyList<Example> unseen, EmbeddingFile embeddings)
    {
        var rows = unseen
            .Select(example =>
                (
                    Ngrams: IntentModel.LogProbabilities(model.Ngrams.Score(example.Text)),
                    Embedding: IntentModel.LogProbabilities(model.Embeddings.Score(embeddings.Of(example.Text))),
                    Label: Array.IndexOf(model.Intents, example.Intent)
                )
            )
            .ToList();
        var alone = Sharpnesses.MinBy(sharpness => rows.Sum(row => Loss(row.Ngrams, row.Label, sharpness)));
        var best = (Loss: double.MaxValue, Calibration: new Calibration(1, 1, 1));
        foreach (var share in Shares)
        {
            var both = rows.ConvertAll(row => (Scores: Add(row.Embedding, row.Ngrams, share), row.Label));
            foreach (var sharpness in Sharpnesses)
            {
                var loss = both.Sum(row => Loss(row.Scores, row.Label, sharpness));
                best = loss < best.Loss ? (loss, new Calibration(alone, share, sharpness)) : best;
            }
        }

        return best.Calibration;
    }

    public static IntentModel With(IntentModel model, Calibration calibration) =>
        new()
        {
            Intents = model.Intents,
            Ngrams = model.Ngrams,
            Embeddings = model.Embeddings,
            Calibration = calibration,
        };

    private static float[] Add(float[] embedding, float[] ngrams, float share)
    {
        var sum = new float[embedding.Length];
        TensorPrimitives.MultiplyAdd(ngrams, share, embedding, sum);
        return sum;
    }

    private static double Loss(float[] scores, int label, float sharpness)
    {
        var sharp = new float[scores.Length];
        TensorPrimitives.Multiply(scores, sharpness, sharp);
        TensorPrimitives.SoftMax(sharp, sharp);
        return -Math.Log(Math.Max(sharp[label], 1e-9f));
    }
}
