using System.Numerics.Tensors;

namespace Services.Agents.Offline.Classification;

/// <summary>
/// What the classifier makes of a sentence embedding: a hidden layer that is cut off below zero, and a score for each intent. Immutable.
/// </summary>
internal sealed class EmbeddingLayers
{
    /// <summary>Numbers of an embedding.</summary>
    public required int Inputs { get; init; }

    /// <summary>The weights of hidden unit h begin at h times <see cref="Inputs"/>.</summary>
    public required float[] HiddenWeights { get; init; }

    public required float[] HiddenBias { get; init; }

    /// <summary>The weights of intent i begin at i times the number of hidden units.</summary>
    public required float[] Weights { get; init; }

    public required float[] Bias { get; init; }

    /// <summary>A score for each intent, not normalised.</summary>
    public float[] Score(ReadOnlySpan<float> embedding)
    {
        Span<float> hidden = stackalloc float[HiddenBias.Length];
        for (var h = 0; h < hidden.Length; h++)
        {
            hidden[h] = Math.Max(0, HiddenBias[h] + TensorPrimitives.Dot(HiddenWeights.AsSpan(h * Inputs, Inputs), embedding));
        }

        var scores = new float[Bias.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = Bias[i] + TensorPrimitives.Dot(Weights.AsSpan(i * hidden.Length, hidden.Length), hidden);
        }

        return scores;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Inputs);
        writer.Write(HiddenBias.Length);
        writer.Write(Bias.Length);
        foreach (var value in HiddenWeights.Concat(HiddenBias).Concat(Weights).Concat(Bias))
        {
            writer.Write((Half)value);
        }
    }

    public static EmbeddingLayers Read(BinaryReader reader)
    {
        var (inputs, hidden, intents) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
        return new EmbeddingLayers
        {
            Inputs = inputs,
            HiddenWeights = Values(reader, hidden * inputs),
            HiddenBias = Values(reader, hidden),
            Weights = Values(reader, intents * hidden),
            Bias = Values(reader, intents),
        };
    }

    private static float[] Values(BinaryReader reader, int count)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = (float)reader.ReadHalf();
        }

        return values;
    }
}
