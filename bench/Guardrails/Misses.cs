using Services.Contracts.Guardrails;
using Services.Guardrails.Verdicts;

namespace Guardrails.Bench;

/// <summary>Shows single rows; nothing of it is kept.</summary>
internal static class Misses
{
    private const int Shown = 240;

    public static void Print(DataFiles data)
    {
        var guard = new InputGuard();
        Section("Jailbreaks that pass", data.Jailbreaks.Where(t => !IsInjection(guard, t)));
        Section("Harmless prompts taken for injection", data.NotInject.Where(t => IsInjection(guard, t)).Select(t => Rules(guard, t)));
        Section(
            "Harmless prompts blocked for another reason",
            data.NotInject.Where(t => !IsInjection(guard, t) && IsBlocked(guard, t)).Select(t => Rules(guard, t))
        );
        Section("Support messages with a finding", data.SupportMessages.Where(t => HasFinding(guard, t)).Select(t => Rules(guard, t)));
        Section("Banking messages with a finding", data.BankingMessages.Where(t => HasFinding(guard, t)).Select(t => Rules(guard, t)));
        Section("Shopping tasks with a finding", data.ShoppingTasks.Where(t => HasFinding(guard, t)).Select(t => Rules(guard, t)));
        foreach (var score in PiiScore.Measure(data.LabelledPii))
        {
            Section($"{score.Type} missed", score.Missed);
            Section($"{score.Type} wrong", score.Wrong);
        }
    }

    private static bool IsInjection(InputGuard guard, string text) =>
        Check(guard, text).Findings.Any(static f => f.Category == GuardrailCategories.PromptInjection);

    private static bool IsBlocked(InputGuard guard, string text) => Check(guard, text).Action == VerdictAction.Block;

    private static bool HasFinding(InputGuard guard, string text) => Check(guard, text).Findings.Count > 0;

    private static Verdict Check(InputGuard guard, string text) => guard.Check(new GuardrailRequest { Text = text });

    private static string Rules(InputGuard guard, string text) =>
        $"{string.Join(',', Check(guard, text).Findings.Select(static f => f.Rule))}: {text}";

    private static void Section(string title, IEnumerable<string> rows)
    {
        var list = rows.ToList();
        Console.WriteLine($"== {title}: {list.Count}");
        list.ForEach(static row => Console.WriteLine($"   {row[..Math.Min(Shown, row.Length)].ReplaceLineEndings(" ")}"));
    }
}
