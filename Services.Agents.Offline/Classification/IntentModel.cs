using System.IO.Compression;
using System.Numerics.Tensors;

namespace Services.Agents.Offline.Classification;

/// <summary>
/// The trained weights: what n-grams and what a sentence embedding say, and how much each counts. Written by <c>eng/Intents.Training</c>,
/// compressed with Brotli. Immutable.
/// </summary>
internal sealed class IntentModel
{
    private const int Version = 2;
    private const string Resource = "Services.Agents.Offline.Classification.intents.br";

    public required string[] Intents { get; init; }

    public required NgramLayer Ngrams { get; init; }

    public required EmbeddingLayers Embeddings { get; init; }

    public required Calibration Calibration { get; init; }

    public static IntentModel LoadEmbedded()
    {
        using var stream =
            typeof(IntentModel).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The intent weights are not embedded as {Resource}; eng/Intents.Training writes them.");
        return Read(stream);
    }

    public static IntentModel Read(Stream compressed)
    {
        using var reader = new BinaryReader(new BrotliStream(compressed, CompressionMode.Decompress));
        if (reader.ReadInt32() != Version)
        {
            throw new InvalidDataException("The intent weights were written by another version; run eng/Intents.Training.");
        }

        var intents = new string[reader.ReadInt32()];
        for (var i = 0; i < intents.Length; i++)
        {
            intents[i] = reader.ReadString();
        }

        return new IntentModel
        {
            Intents = intents,
            Calibration = new Calibration(reader.ReadSingle(), reader.ReadSingle(), reader.ReadSingle()),
            Ngrams = NgramLayer.Read(reader),
            Embeddings = EmbeddingLayers.Read(reader),
        };
    }

    public void Write(Stream target)
    {
        using var writer = new BinaryWriter(new BrotliStream(target, CompressionLevel.SmallestSize, leaveOpen: true));
        writer.Write(Version);
        writer.Write(Intents.Length);
        foreach (var intent in Intents)
        {
            writer.Write(intent);
        }

        writer.Write(Calibration.NgramSharpness);
        writer.Write(Calibration.NgramShare);
        writer.Write(Calibration.Sharpness);
        Ngrams.Write(writer);
        Embeddings.Write(writer);
    }

    /// <summary>The probability of each intent by the text's n-grams alone, in the order of <see cref="Intents"/>.</summary>
    public float[] Score(string text)
    {
        var scores = Ngrams.Score(text);
        TensorPrimitives.Multiply(scores, Calibration.NgramSharpness, scores);
        TensorPrimitives.SoftMax(scores, scores);
        return scores;
    }

    /// <summary>The probability of each intent by the text's n-grams and its embedding.</summary>
    public float[] Score(string text, ReadOnlySpan<float> embedding)
    {
        var scores = LogProbabilities(Embeddings.Score(embedding));
        TensorPrimitives.MultiplyAdd(LogProbabilities(Ngrams.Score(text)), Calibration.NgramShare, scores, scores);
        TensorPrimitives.Multiply(scores, Calibration.Sharpness, scores);
        TensorPrimitives.SoftMax(scores, scores);
        return scores;
    }

    /// <summary>The logarithms of the probabilities that scores stand for, in their place.</summary>
    public static float[] LogProbabilities(float[] scores)
    {
        TensorPrimitives.SoftMax(scores, scores);
        TensorPrimitives.Max(scores, 1e-9f, scores);
        TensorPrimitives.Log(scores, scores);
        return scores;
    }
}

/// <summary>What makes the probabilities true: found on messages that the weights were not trained on.</summary>
/// <param name="NgramSharpness">By what the n-grams' scores are multiplied where they answer alone.</param>
/// <param name="NgramShare">How much the n-grams count beside the embedding, which counts one.</param>
/// <param name="Sharpness">By what the scores of both together are multiplied.</param>
internal sealed record Calibration(float NgramSharpness, float NgramShare, float Sharpness);
