using System.Globalization;
using System.Text;

namespace Intents.Training;

/// <summary>Writes how often the classifier is right on messages that it was not trained on.</summary>
internal static class Report
{
    /// <param name="own">How many examples of the project's it was trained on.</param>
    /// <param name="publicRows">How many public ones.</param>
    /// <param name="rows">Each set without and with embeddings.</param>
    /// <param name="costs">Lines on time and memory.</param>
    public static string Write(
        int own,
        int publicRows,
        IReadOnlyList<(Measurement Without, Measurement With)> rows,
        IReadOnlyList<string> costs
    )
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"""
            # Accuracy of the intent classifier

            Trained on {own} examples of the project's (expanded from `phrases.txt`, composed of `messages.txt`, each of the latter a second
            time with a hurried spelling) and on {publicRows} public rows (Bitext's customer-support sample, CDLA-Sharing 1.0; Banking77,
            PolyAI, CC BY 4.0). Rows marked * are of a model that was trained without them: every fifth public row, and every fourth line of
            `messages.txt` with what is composed of such lines; on those the confidence was calibrated too. What ships is then trained
            on all of them. `held-out.tsv` was looked at when patterns were widened, so read it as an upper bound. `customers.tsv` was
            written before `messages.txt`, by the same hand, and was 97.3 % and 94.3 % right before its misses were looked at, once, and
            lines of their kinds were added: read it as an upper bound too.

            | messages | count | embeddings | right agent | right intent | answered | right when answered | calibration error |
            |---|---:|---|---:|---:|---:|---:|---:|

            """
        );
        foreach (var (without, with) in rows)
        {
            Row(text, without, "no");
            Row(text, with, "yes");
        }

        text.Append(
            "\nIn brackets Wilson's interval, 95 %. Answered: confidence at or above the threshold and not `unknown`. Calibration error: "
        );
        text.Append("expected, over ten equal bins of confidence.\n\n## What it costs\n\n");
        foreach (var line in costs)
        {
            text.Append("- ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, Measurement row, string embeddings)
    {
        var (agent, intent) = (Interval.Of(row.RightAgent, row.Count), Interval.Of(row.RightIntent, row.Count));
        var answered = 100.0 * row.Answered / row.Count;
        var right = 100.0 * row.RightWhenAnswered / Math.Max(1, row.Answered);
        text.Append(
            CultureInfo.InvariantCulture,
            $"| {row.Name} | {row.Count} | {embeddings} | {agent} | {intent} | {answered:0.0} % | {right:0.0} % | "
                + $"{row.CalibrationError:0.000} |\n"
        );
    }
}
