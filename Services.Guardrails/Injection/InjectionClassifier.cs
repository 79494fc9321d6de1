using System.Buffers.Binary;
using System.Numerics;

namespace Services.Guardrails.Injection;

/// <summary>
/// Logistic regression over <see cref="NgramFeatures"/>, trained offline (bench/Guardrails, command <c>train</c>) on jailbreaks found in
/// the wild against customer-service messages and harmless prompts full of trigger words.
/// </summary>
internal sealed class InjectionClassifier
{
    private const string Resource = "Services.Guardrails.Injection.injection-weights.bin";
    private const int HeaderBytes = 2 * sizeof(float);

    private readonly sbyte[] _weights;
    private readonly float _scale;
    private readonly float _bias;

    private InjectionClassifier(sbyte[] weights, float scale, float bias)
    {
        _weights = weights;
        _scale = scale;
        _bias = bias;
    }

    /// <summary>The classifier with the shipped weights.</summary>
    public static InjectionClassifier Shipped { get; } = Load();

    /// <summary>
    /// Quantises trained weights to the shipped form: scale and bias as little-endian floats, then one signed byte a bucket.
    /// </summary>
    public static byte[] Serialize(ReadOnlySpan<float> weights, float bias)
    {
        var largest = 1e-6f;
        foreach (var weight in weights)
        {
            largest = Math.Max(largest, Math.Abs(weight));
        }

        var scale = largest / sbyte.MaxValue;
        var bytes = new byte[HeaderBytes + weights.Length];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, scale);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(sizeof(float)), bias);
        for (var i = 0; i < weights.Length; i++)
        {
            bytes[HeaderBytes + i] = unchecked((byte)(sbyte)MathF.Round(weights[i] / scale));
        }

        return bytes;
    }

    /// <summary>Reads what <see cref="Serialize"/> wrote.</summary>
    public static InjectionClassifier Deserialize(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != HeaderBytes + NgramFeatures.Dimensions)
        {
            throw new InvalidDataException(
                $"The classifier's weights must have {HeaderBytes + NgramFeatures.Dimensions} bytes, not {bytes.Length}."
            );
        }

        var weights = new sbyte[NgramFeatures.Dimensions];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = unchecked((sbyte)bytes[HeaderBytes + i]);
        }

        return new InjectionClassifier(
            weights,
            BinaryPrimitives.ReadSingleLittleEndian(bytes),
            BinaryPrimitives.ReadSingleLittleEndian(bytes[sizeof(float)..])
        );
    }

    /// <summary>The probability that a piece of at most a window's length is an attack.</summary>
    public double Probability(ReadOnlySpan<char> words)
    {
        Span<ulong> bits = stackalloc ulong[NgramFeatures.BitSetLength];
        var count = NgramFeatures.Mark(words, bits);
        if (count == 0)
        {
            return 0;
        }

        var sum = 0L;
        for (var i = 0; i < bits.Length; i++)
        {
            for (var word = bits[i]; word != 0; word &= word - 1)
            {
                sum += _weights[(i * 64) + BitOperations.TrailingZeroCount(word)];
            }
        }

        return 1 / (1 + Math.Exp(-((sum * _scale / Math.Sqrt(count)) + _bias)));
    }

    private static InjectionClassifier Load()
    {
        using var stream =
            typeof(InjectionClassifier).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from the build.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Deserialize(bytes);
    }
}
