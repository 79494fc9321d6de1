namespace Guardrails.Bench;

/// <summary>
/// What the classifier learns from: the public rows that may be trained on, and the project's own phrases in <c>Seeds/</c>.
/// </summary>
internal static class TrainingSet
{
    private const int MaxSupport = 1_500;
    private const int MaxBanking = 1_500;

    public static IReadOnlyList<Example> Load(DataFiles data) =>
        [
            .. data.Jailbreaks.Select(static t => Example.Of(t, isAttack: true, 2)),
            .. Seeds("injections.txt").Select(static t => Example.Of(t, isAttack: true, 3)),
            .. data.NotInject.Select(static t => Example.Of(t, isAttack: false, 3)),
            .. Seeds("benign.txt").Select(static t => Example.Of(t, isAttack: false, 3)),
            .. EveryNth(data.SupportMessages, MaxSupport).Select(static t => Example.Of(t, isAttack: false, 0.5)),
            .. EveryNth(data.BankingMessages, MaxBanking).Select(static t => Example.Of(t, isAttack: false, 0.5)),
            .. data.PiiTexts.Select(static t => Example.Of(t, isAttack: false, 0.5)),
            .. data.ShoppingTasks.Select(static t => Example.Of(t, isAttack: false, 2)),
        ];

    private static string[] Seeds(string name)
    {
        using var reader = new StreamReader(typeof(TrainingSet).Assembly.GetManifestResourceStream($"Guardrails.Bench.Seeds.{name}")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static IEnumerable<string> EveryNth(IReadOnlyList<string> texts, int count) =>
        Enumerable.Range(0, Math.Min(count, texts.Count)).Select(i => texts[(int)((long)i * texts.Count / count)]);
}
