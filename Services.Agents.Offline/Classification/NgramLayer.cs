namespace Services.Agents.Offline.Classification;

/// <summary>
/// What the classifier makes of a text's words and parts of words: a linear score over <see cref="TextFeatures"/>, one signed byte for each
/// bucket and intent, with a scale for each intent. Immutable.
/// </summary>
internal sealed class NgramLayer
{
    public required float[] Bias { get; init; }

    public required float[] Scale { get; init; }

    /// <summary>The weights of bucket b begin at b times the number of intents.</summary>
    public required sbyte[] Weights { get; init; }

    /// <summary>A score for each intent, not normalised.</summary>
    public float[] Score(string text)
    {
        var scores = new float[Bias.Length];
        foreach (var (bucket, value) in TextFeatures.Extract(text))
        {
            var row = Weights.AsSpan(bucket * scores.Length, scores.Length);
            for (var i = 0; i < row.Length; i++)
            {
                scores[i] += value * row[i];
            }
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = Bias[i] + scores[i] * Scale[i];
        }

        return scores;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(TextFeatures.Buckets);
        writer.Write(Bias.Length);
        for (var i = 0; i < Bias.Length; i++)
        {
            writer.Write(Bias[i]);
            writer.Write(Scale[i]);
        }

        writer.Write((byte[])(object)Weights);
    }

    public static NgramLayer Read(BinaryReader reader)
    {
        var (buckets, intents) = (reader.ReadInt32(), reader.ReadInt32());
        if (buckets != TextFeatures.Buckets)
        {
            throw new InvalidDataException("The intent weights were written for other features; run eng/Intents.Training.");
        }

        var (bias, scale) = (new float[intents], new float[intents]);
        for (var i = 0; i < intents; i++)
        {
            (bias[i], scale[i]) = (reader.ReadSingle(), reader.ReadSingle());
        }

        var bytes = reader.ReadBytes(buckets * intents);
        return bytes.Length == buckets * intents
            ? new NgramLayer
            {
                Bias = bias,
                Scale = scale,
                Weights = (sbyte[])(object)bytes,
            }
            : throw new InvalidDataException("The intent weights are cut short.");
    }
}
