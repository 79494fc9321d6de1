using Services.Contracts.Guardrails;
using Services.Guardrails.Verdicts;
using Services.Screening.Pii;

namespace Guardrails.Bench;

/// <summary>Recall and precision of the detectors of personal data against spans that people marked.</summary>
internal sealed class PiiScore
{
    private static readonly Dictionary<string, Func<string, bool>> Rules = new()
    {
        ["EMAIL_ADDRESS"] = static rule => rule == PersonalData.Email,
        ["PHONE_NUMBER"] = static rule => rule is PersonalData.NationalPhone or PersonalData.InternationalPhone,
        ["CREDIT_CARD"] = static rule => rule == PersonalData.Card,
        ["IBAN_CODE"] = static rule => rule == PersonalData.Iban,
        ["US_SSN"] = static rule => rule == PersonalData.NationalId + "us_ssn",
    };

    public required string Type { get; init; }
    public int Found { get; private set; }
    public List<string> Missed { get; } = [];
    public List<string> Wrong { get; } = [];

    public double Recall => (double)Found / Math.Max(1, Found + Missed.Count);
    public double Precision => (double)Found / Math.Max(1, Found + Wrong.Count);

    /// <summary>
    /// A marked span is found if a finding of its type covers at least nine tenths of it; a finding is wrong if it touches no marked span
    /// of its type.
    /// </summary>
    public static IReadOnlyList<PiiScore> Measure(IReadOnlyList<LabelledText> texts)
    {
        var guard = new InputGuard();
        var scores = Rules.Keys.Select(static type => new PiiScore { Type = type }).ToList();
        foreach (var text in texts)
        {
            var findings = guard
                .Check(new GuardrailRequest { Text = text.Text })
                .Findings.Where(static f => f.Category == GuardrailCategories.Pii)
                .ToList();
            scores.ForEach(score => score.Add(text, findings));
        }

        return scores;
    }

    private void Add(LabelledText text, IReadOnlyList<Finding> findings)
    {
        var own = findings.Where(f => Rules[Type](f.Rule)).ToList();
        var spans = text.Spans.Where(s => s.Type == Type).ToList();
        foreach (var span in spans)
        {
            if (own.Exists(f => Math.Min(f.Start + f.Length, span.End) - Math.Max(f.Start, span.Start) >= 0.9 * (span.End - span.Start)))
            {
                Found++;
            }
            else
            {
                Missed.Add(text.Text);
            }
        }

        Wrong.AddRange(
            own.Where(f => !spans.Exists(s => f.Start < s.End && s.Start < f.Start + f.Length))
                .Select(f => $"{text.Text.Substring(f.Start, f.Length)} <- {text.Text}")
        );
    }
}
