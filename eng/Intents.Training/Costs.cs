using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.AI;
using Services.Agents.Offline.Classification;
using Services.Embeddings;

namespace Intents.Training;

/// <summary>Time and memory of the classifier, on the machine that trains.</summary>
internal static class Costs
{
    private const int Rounds = 40;

    /// <summary>What reading the embedding model takes; asked before anything else uses it.</summary>
    public static string Loading()
    {
        using var process = Process.GetCurrentProcess();
        var before = process.WorkingSet64;
        var clock = Stopwatch.StartNew();
        _ = MiniLmEmbeddingGenerator.Shared;
        clock.Stop();
        GC.Collect();
        process.Refresh();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Reading the embedding model: {clock.Elapsed.TotalSeconds:0.0} s, "
                + $"{(process.WorkingSet64 - before) / 1_048_576} MB resident, of which 91 are the file."
        );
    }

    public static IEnumerable<string> Classifying(IntentModel model)
    {
        string[] texts =
        [
            "where is my order?",
            "I ordered a tent for a trip this weekend and it still isn't here, can you tell me where it is?",
            string.Concat(Enumerable.Repeat("My sister had the very same one and it lasted for years. ", 8)) + "Where is my order?",
            string.Concat(Enumerable.Repeat("My sister had the very same one and it lasted for years. ", 90)) + "Where is my order?",
        ];
        foreach (var text in texts)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"A message of {text.Length:N0} characters, classified for the first time: "
                    + $"{Time(model, text, null):0.000} ms by n-grams alone, "
                    + $"{Time(model, text, MiniLmEmbeddingGenerator.Shared):0.0} ms with its embedding, on one thread; the fastest of 40."
            );
        }
    }

    // A new classifier each time: what was guessed before is remembered.
    private static double Time(IntentModel model, string text, IEmbeddingGenerator<string, Embedding<float>>? embeddings)
    {
        List<double> times = [];
        for (var round = 0; round < Rounds; round++)
        {
            var classifier = new IntentClassifier(model);
            if (embeddings is not null)
            {
                classifier.Use(embeddings);
            }

            var clock = Stopwatch.StartNew();
            classifier.Classify(text);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        return times.Min();
    }
}
