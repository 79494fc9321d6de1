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
        var alone = Sharpnesses.MinBy(sharpness => Loss(With(model, new Calibration(sharpness, 1, 1)), unseen, null));
        return Shares
            .SelectMany(share => Sharpnesses.Select(sharpness => new Calibration(alone, share, sharpness)))
            .MinBy(calibration => Loss(With(model, calibration), unseen, embeddings))!;
    }

    public static IntentModel With(IntentModel model, Calibration calibration) =>
        new()
        {
            Intents = model.Intents,
            Ngrams = model.Ngrams,
            Embeddings = model.Embeddings,
            Calibration = calibration,
        };

    private static double Loss(IntentModel model, IReadOnlyList<Example> examples, EmbeddingFile? embeddings) =>
        examples
            .AsParallel()
            .AsOrdered()
            .Select(example =>
            {
                var scores = embeddings is null ? model.Score(example.Text) : model.Score(example.Text, embeddings.Of(example.Text));
                return -Math.Log(Math.Max(scores[Array.IndexOf(model.Intents, example.Intent)], 1e-9f));
            })
            .ToArray()
            .Average();
}
