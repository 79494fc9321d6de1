using Services.Guardrails.Injection;
using Services.Screening.Text;

namespace Guardrails.Bench;

/// <summary>Measures rules and classifier together on rows that the classifier of that fold has not seen.</summary>
internal static class CrossValidation
{
    private const int Folds = 5;

    public static void Print(DataFiles data)
    {
        var examples = TrainingSet.Load(data);
        var scores = Probabilities(examples);
        var jailbreaks = data.Jailbreaks.ToHashSet();
        var hard = data.NotInject.ToHashSet();
        Console.WriteLine("threshold  jailbreaks  own attacks  notinject  other benign");
        foreach (var threshold in new[] { 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95 })
        {
            string Share(Func<Example, bool> of)
            {
                var indices = Enumerable.Range(0, examples.Count).Where(i => of(examples[i])).ToList();
                return $"{indices.Count(i => scores[i] >= threshold)}/{indices.Count}";
            }

            Console.WriteLine(
                $"{threshold}  {Share(e => jailbreaks.Contains(e.Text))}  {Share(e => e.IsAttack && !jailbreaks.Contains(e.Text))}  "
                    + $"{Share(e => hard.Contains(e.Text))}  {Share(e => !e.IsAttack && !hard.Contains(e.Text))}"
            );
        }

        foreach (
            var (example, score) in examples
                .Zip(scores)
                .Where(static p => !p.First.IsAttack && p.Second >= 0.5)
                .OrderByDescending(static p => p.Second)
                .Take(25)
        )
        {
            Console.WriteLine($"{score:0.00} {example.Text[..Math.Min(140, example.Text.Length)].ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>For each example the classifier's highest probability over its windows, out of fold.</summary>
    public static double[] Probabilities(IReadOnlyList<Example> examples)
    {
        var result = new double[examples.Count];
        for (var fold = 0; fold < Folds; fold++)
        {
            var classifier = Trainer.Train([.. examples.Where((_, i) => i % Folds != fold)]);
            for (var i = fold; i < examples.Count; i += Folds)
            {
                var words = new GuardedText(examples[i].Text).Words.Text;
                result[i] = WordWindows.Of(words).Max(w => classifier.Probability(words.AsSpan(w.Start, w.Length)));
            }
        }

        return result;
    }
}
