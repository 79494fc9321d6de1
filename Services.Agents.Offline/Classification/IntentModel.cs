using System.IO.Compression;

namespace Services.Agents.Offline.Classification;

/// <summary>
/// The trained weights: a linear classifier over <see cref="TextFeatures"/>, one signed byte for each bucket and intent, with a scale for
/// each intent. Written by <c>eng/Intents.Training</c>, compressed with Brotli.
/// </summary>
internal sealed class IntentModel
{
    private const int Version = 1;
    private const string Resource = "Services.Agents.Offline.Classification.intents.br";

    public required string[] Intents { get; init; }

    public required float[] Bias { get; init; }

    public required float[] Scale { get; init; }

    /// <summary>The weights of bucket b begin at b times the number of intents.</summary>
    public required sbyte[] Weights { get; init; }

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
        if (reader.ReadInt32() != Version || reader.ReadInt32() != TextFeatures.Buckets)
        {
            throw new InvalidDataException("The intent weights were written for other features; run eng/Intents.Training.");
        }

        var intents = new string[reader.ReadInt32()];
        var (bias, scale) = (new float[intents.Length], new float[intents.Length]);
        for (var i = 0; i < intents.Length; i++)
        {
            (intents[i], bias[i], scale[i]) = (reader.ReadString(), reader.ReadSingle(), reader.ReadSingle());
        }

        var bytes = reader.ReadBytes(TextFeatures.Buckets * intents.Length);
        return bytes.Length == TextFeatures.Buckets * intents.Length
            ? new IntentModel
            {
                Intents = intents,
                Bias = bias,
                Scale = scale,
                Weights = (sbyte[])(object)bytes,
            }
            : throw new InvalidDataException("The intent weights are cut short.");
    }

    public void Write(Stream target)
    {
        using var writer = new BinaryWriter(new BrotliStream(target, CompressionLevel.SmallestSize, leaveOpen: true));
        writer.Write(Version);
        writer.Write(TextFeatures.Buckets);
        writer.Write(Intents.Length);
        for (var i = 0; i < Intents.Length; i++)
        {
            writer.Write(Intents[i]);
            writer.Write(Bias[i]);
            writer.Write(Scale[i]);
        }

        writer.Write((byte[])(object)Weights);
    }

    /// <summary>The probability of each intent, in the order of <see cref="Intents"/>.</summary>
    public float[] Score(string text)
    {
        var scores = new float[Intents.Length];
        foreach (var (bucket, value) in TextFeatures.Extract(text))
        {
            var row = Weights.AsSpan(bucket * Intents.Length, Intents.Length);
            for (var i = 0; i < row.Length; i++)
            {
                scores[i] += value * row[i];
            }
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = Bias[i] + scores[i] * Scale[i];
        }

        return Softmax(scores);
    }

    private static float[] Softmax(float[] scores)
    {
        var highest = scores.Max();
        var sum = 0f;
        for (var i = 0; i < scores.Length; i++)
        {
            sum += scores[i] = MathF.Exp(scores[i] - highest);
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] /= sum;
        }

        return scores;
    }
}
