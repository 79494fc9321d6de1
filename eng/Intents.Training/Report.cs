using System.Globalization;
using System.Text;
using Services.Agents.Offline.Classification;

namespace Intents.Training;

/// <summary>How often the classifier is right on rows it has not seen.</summary>
internal static class Report
{
    public sealed record Result(
        int Rows,
        double Accuracy,
        double AgentAccuracy,
        double Answered,
        double AccuracyWhenAnswered,
        double CalibrationError
    );

    public static Result Measure(IntentClassifier classifier, IReadOnlyList<Example> examples)
    {
        var rows = examples.Select(example => (example.Intent, Guess: classifier.Classify(example.Text))).ToList();
        var answered = rows.Where(row => row.Guess.IsSure).ToList();
        return new Result(
            rows.Count,
            Share(rows, row => row.Guess.Intent == row.Intent),
            Share(
                rows,
                row =>
                    Services.Agents.Offline.Classification.Intents.AgentFor(row.Guess.Intent)
                    == Services.Agents.Offline.Classification.Intents.AgentFor(row.Intent)
            ),
            Share(rows, row => row.Guess.IsSure),
            Share(answered, row => row.Guess.Intent == row.Intent),
            CalibrationError(rows)
        );
    }

    public static string Write(int own, int publicRows, IReadOnlyList<(string Name, Result Result)> results)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            # Accuracy of the intent classifier

            Trained on {own} phrases expanded from `phrases.txt` and on {publicRows} public rows (Bitext's customer-support sample,
            CDLA-Sharing 1.0; Banking77, PolyAI, CC BY 4.0), of which every fifth was kept out for this table. What ships is then trained on
            all of them. The held-out phrases of our own were written apart from the patterns; their misses were looked at once, and patterns
            were widened after it, so read that row as an upper bound.

            | rows | count | right intent | right agent | answered | right when answered | calibration error |
            |---|---:|---:|---:|---:|---:|---:|

            """
        );
        foreach (var (name, result) in results)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {name} | {result.Rows} | {result.Accuracy:P1} | {result.AgentAccuracy:P1} | {result.Answered:P1} | "
                    + $"{result.AccuracyWhenAnswered:P1} | {result.CalibrationError:0.000} |\n"
            );
        }

        text.Append(
            "\nAnswered: confidence at or above the threshold and not `unknown`. Calibration error: expected, over ten equal "
                + "bins of confidence.\n"
        );
        return text.ToString();
    }

    private static double CalibrationError(List<(string Intent, IntentGuess Guess)> rows) =>
        rows.GroupBy(row => Math.Min(9, (int)(row.Guess.Confidence * 10)))
            .Sum(bin =>
                (double)bin.Count()
                / rows.Count
                * Math.Abs(bin.Average(row => row.Guess.Confidence) - Share(bin.ToList(), row => row.Guess.Intent == row.Intent))
            );

    private static double Share<T>(List<T> rows, Func<T, bool> holds) => rows.Count == 0 ? 0 : (double)rows.Count(holds) / rows.Count;
}
