using Services.Agents.Offline.Classification;
using Known = Services.Agents.Offline.Classification.Intents;

namespace Intents.Training;

/// <summary>What a classifier made of a set of messages.</summary>
internal sealed class Measurement
{
    private const int Bins = 10;

    private readonly List<(Example Example, IntentGuess Guess)> _rows;

    public Measurement(string name, IntentClassifier classifier, IEnumerable<Example> examples)
    {
        Name = name;
        _rows = [.. examples.Select(example => (example, classifier.Classify(example.Text)))];
    }

    public string Name { get; }

    public int Count => _rows.Count;

    public int RightIntent => _rows.Count(static row => row.Guess.Intent == row.Example.Intent);

    public int RightAgent => _rows.Count(static row => Known.AgentFor(row.Guess.Intent) == Known.AgentFor(row.Example.Intent));

    public int Answered => _rows.Count(static row => row.Guess.IsSure);

    public int RightWhenAnswered => _rows.Count(static row => row.Guess.IsSure && row.Guess.Intent == row.Example.Intent);

    /// <summary>Expected, over equal bins of confidence.</summary>
    public double CalibrationError =>
        _rows
            .GroupBy(static row => Math.Min(Bins - 1, (int)(row.Guess.Confidence * Bins)))
            .Sum(bin =>
                Math.Abs(bin.Sum(static row => row.Guess.Confidence) - bin.Count(static row => row.Guess.Intent == row.Example.Intent))
                / Count
            );

    public IEnumerable<(Example Example, IntentGuess Guess)> Misses => _rows.Where(static row => row.Guess.Intent != row.Example.Intent);
}
