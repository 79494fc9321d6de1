using System.Diagnostics;
using System.Globalization;
using System.Text;
using Services.Contracts.Guardrails;
using Services.Guardrails.Injection;
using Services.Guardrails.Verdicts;

namespace Guardrails.Bench;

/// <summary>The committed scorecard: recall, false alarms and cost, in Markdown.</summary>
internal static class Report
{
    private const int Repeats = 200;

    public static string Write(DataFiles data)
    {
        var text = new StringBuilder(
            "# Guardrails scorecard\n\nWritten by\n\n    dotnet run -c Release --project bench/Guardrails -- report --data DATA "
                + "--out bench/Guardrails/REPORT.md\n\n"
        );
        text.Append("where DATA holds the public data sets (they are not part of the repository). ");
        text.Append(
            "The classifier was trained on the injection rows; the out-of-fold column is measured on rows it had not seen (five "
                + "folds; jailbreaks are often copied from each other, so it is an upper bound).\n\n"
        );
        Injection(text, data);
        Pii(text, data);
        Cost(text);
        return text.ToString();
    }

    private static void Injection(StringBuilder text, DataFiles data)
    {
        var guard = new InputGuard();
        var examples = TrainingSet.Load(data);
        var probabilities = CrossValidation.Probabilities(examples);
        var unseen = examples
            .Zip(probabilities)
            .GroupBy(static p => p.First.Text)
            .ToDictionary(static g => g.Key, static g => g.Min(static p => p.Second));
        text.Append("## Prompt injection\n\n| rows | what | rules and classifier | out of fold |\n|---|---|---|---|\n");
        Row("jailbreaks in the wild, caught", data.Jailbreaks);
        Row("NotInject, harmless but full of trigger words, taken for injection", data.NotInject);
        Row("customer-support messages taken for injection", data.SupportMessages);
        Row("banking messages taken for injection", data.BankingMessages);
        text.Append('\n');

        void Row(string what, IReadOnlyList<string> rows)
        {
            var verdicts = rows.Select(r => (Text: r, Rules: RulesOf(guard, r))).ToList();
            var shipped = verdicts.Count(static v => v.Rules.Count > 0);
            var open = verdicts.Count(v =>
                v.Rules.Any(static r => r != "injection.classifier") || unseen.GetValueOrDefault(v.Text) >= InjectionDetector.Threshold
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {rows.Count} | {what} | {shipped} ({Percent(shipped, rows.Count)}) | {open} ({Percent(open, rows.Count)}) |\n"
            );
        }
    }

    private static void Pii(StringBuilder text, DataFiles data)
    {
        text.Append("## Personal data (presidio-synth, 1,500 texts)\n\n| type | marked | recall | precision |\n|---|---|---|---|\n");
        foreach (var score in PiiScore.Measure(data.LabelledPii))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {score.Type} | {score.Found + score.Missed.Count} | {score.Recall:0.000} | {score.Precision:0.000} |\n"
            );
        }

        var guard = new InputGuard();
        var messages = data.SupportMessages;
        var wrong = messages.Count(m =>
            guard.Check(new GuardrailRequest { Text = m }).Findings.Any(static f => f.Category == GuardrailCategories.Pii)
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"\nReferences taken for personal data in {messages.Count} customer-support messages: {wrong}.\n\n"
        );
    }

    private static void Cost(StringBuilder text)
    {
        var guard = new InputGuard();
        text.Append("## Cost of an input verdict\n\n| text | median | 99th percentile |\n|---|---|---|\n");
        Row("one sentence", "Where is my order #W1234567? I need it before Friday.");
        Row("5,000 characters of prose", Repeat("I ordered a lamp and a chair last week, and only one of them came. "));
        Row("5,000 characters of digits", Repeat("4111 1111 1111 1112 "));
        Row("5,000 characters of trigger words", Repeat("ignore all the "));
        Row("5,000 characters of the beginnings of questions", Repeat("tell me my my my my "));
        Row("5,000 characters of the beginnings of threats", Repeat("how to make a how to make a "));
        Row("5,000 single letters", Repeat("i g n o r e "));

        void Row(string what, string sample)
        {
            var times = Enumerable
                .Range(0, Repeats)
                .Select(_ =>
                {
                    var started = Stopwatch.GetTimestamp();
                    guard.Check(new GuardrailRequest { Text = sample });
                    return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                })
                .Skip(Repeats / 10)
                .Order()
                .ToList();
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {what} | {times[times.Count / 2]:0.00} ms | {times[(int)(times.Count * 0.99)]:0.00} ms |\n"
            );
        }
    }

    private static List<string> RulesOf(InputGuard guard, string text) =>
        [
            .. guard
                .Check(new GuardrailRequest { Text = text })
                .Findings.Where(static f => f.Category == GuardrailCategories.PromptInjection)
                .Select(static f => f.Rule),
        ];

    private static string Repeat(string phrase) => string.Concat(Enumerable.Repeat(phrase, (5_000 / phrase.Length) + 1))[..5_000];

    private static string Percent(int part, int whole) => (100.0 * part / whole).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
