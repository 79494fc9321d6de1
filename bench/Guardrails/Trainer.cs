using Services.Guardrails.Injection;

namespace Guardrails.Bench;

/// <summary>Logistic regression by stochastic gradient descent with weight decay. Deterministic: one thread, a fixed seed.</summary>
internal static class Trainer
{
    private const int Epochs = 12;
    private const double FirstRate = 0.8;
    private const double Decay = 2e-6;
    private const int Seed = 20260101;

    public static InjectionClassifier Train(IReadOnlyList<Example> examples) => InjectionClassifier.Deserialize(TrainWeights(examples));

    public static byte[] TrainWeights(IReadOnlyList<Example> examples)
    {
        var weights = new float[NgramFeatures.Dimensions];
        var bias = 0.0;
        var samples = examples
            .SelectMany(static e =>
                e.Windows.Select(w => (Features: w, Target: e.IsAttack ? 1.0 : 0.0, Weight: e.Weight / Math.Sqrt(e.Windows.Count)))
            )
            .Where(static s => s.Features.Length > 0)
            .ToArray();
        var random = new Random(Seed);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(samples);
            var rate = FirstRate / (1 + epoch);
            foreach (var (features, target, weight) in samples)
            {
                var norm = 1 / Math.Sqrt(features.Length);
                var sum = bias;
                foreach (var bucket in features)
                {
                    sum += weights[bucket] * norm;
                }

                var gradient = ((1 / (1 + Math.Exp(-sum))) - target) * weight;
                bias -= rate * gradient * 0.1;
                foreach (var bucket in features)
                {
                    weights[bucket] = (float)((weights[bucket] * (1 - Decay)) - (rate * gradient * norm));
                }
            }
        }

        return InjectionClassifier.Serialize(weights, (float)bias);
    }
}
