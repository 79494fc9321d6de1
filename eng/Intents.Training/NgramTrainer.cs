using Services.Agents.Offline.Classification;

namespace Intents.Training;

/// <summary>
/// Multinomial logistic regression by stochastic gradient descent with per-weight steps (Adagrad). Examples weigh so that every intent
/// counts alike, up to a bound. Deterministic: the order is shuffled with a fixed seed.
/// </summary>
internal static class NgramTrainer
{
    private const int Epochs = 14;
    private const float Step = 0.5f;
    private const float Decay = 1e-5f;
    private const int Seed = 20260701;

    public static NgramLayer Train(IReadOnlyList<Example> examples, string[] intents)
    {
        var index = intents.Select((intent, i) => (intent, i)).ToDictionary(pair => pair.intent, pair => pair.i);
        var rows = examples
            .Select(example => (Features: TextFeatures.Extract(example.Text).ToArray(), Label: index[example.Intent]))
            .ToArray();
        var importance = Importance.Of(examples, intents);

        var weights = new float[TextFeatures.Buckets * intents.Length];
        var squares = new float[weights.Length];
        var (bias, biasSquares) = (new float[intents.Length], new float[intents.Length]);
        var random = new Random(Seed);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(rows);
            foreach (var (features, label) in rows)
            {
                var gradient = Probabilities(features, weights, bias);
                gradient[label] -= 1;
                for (var c = 0; c < gradient.Length; c++)
                {
                    gradient[c] *= importance[label];
                    Move(ref bias[c], ref biasSquares[c], gradient[c]);
                }

                foreach (var (bucket, value) in features)
                {
                    var at = bucket * intents.Length;
                    for (var c = 0; c < gradient.Length; c++)
                    {
                        Move(ref weights[at + c], ref squares[at + c], gradient[c] * value + Decay * weights[at + c]);
                    }
                }
            }
        }

        return Quantise(weights, bias);
    }

    private static void Move(ref float weight, ref float squares, float gradient)
    {
        squares += gradient * gradient;
        weight -= Step * gradient / (MathF.Sqrt(squares) + 1e-3f);
    }

    private static float[] Probabilities(KeyValuePair<int, float>[] features, float[] weights, float[] bias)
    {
        var scores = (float[])bias.Clone();
        foreach (var (bucket, value) in features)
        {
            var row = weights.AsSpan(bucket * scores.Length, scores.Length);
            for (var c = 0; c < row.Length; c++)
            {
                scores[c] += value * row[c];
            }
        }

        var highest = scores.Max();
        var sum = 0f;
        for (var c = 0; c < scores.Length; c++)
        {
            sum += scores[c] = MathF.Exp(scores[c] - highest);
        }

        for (var c = 0; c < scores.Length; c++)
        {
            scores[c] /= sum;
        }

        return scores;
    }

    private static NgramLayer Quantise(float[] weights, float[] bias)
    {
        var intents = bias.Length;
        var scale = new float[intents];
        var bytes = new sbyte[weights.Length];
        for (var c = 0; c < intents; c++)
        {
            var largest = 0f;
            for (var at = c; at < weights.Length; at += intents)
            {
                largest = Math.Max(largest, Math.Abs(weights[at]));
            }

            scale[c] = largest / sbyte.MaxValue;
            for (var at = c; at < weights.Length; at += intents)
            {
                bytes[at] = (sbyte)MathF.Round(weights[at] / scale[c]);
            }
        }

        return new NgramLayer
        {
            Bias = bias,
            Scale = scale,
            Weights = bytes,
        };
    }
}
