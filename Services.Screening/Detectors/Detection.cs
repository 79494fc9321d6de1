using Services.Contracts.Guardrails;

namespace Services.Screening.Detectors;

/// <summary>One thing that a detector saw, located in the original text.</summary>
/// <param name="Category">One of <see cref="GuardrailCategories"/>.</param>
/// <param name="Rule">The rule, for example <c>pii.card.luhn</c>.</param>
/// <param name="Start">First UTF-16 code unit.</param>
/// <param name="Length">Length in UTF-16 code units; at least 1.</param>
/// <param name="Confidence">0 to 1.</param>
internal sealed record Detection(string Category, string Rule, int Start, int Length, double Confidence)
{
    /// <summary>The first code unit after it.</summary>
    public int End => Start + Length;

    /// <summary>True if the two share a code unit.</summary>
    public bool Overlaps(Detection other) => Start < other.End && other.Start < End;

    /// <summary>The form that leaves the service.</summary>
    public Finding ToFinding() =>
        new()
        {
            Category = Category,
            Rule = Rule,
            Start = Start,
            Length = Length,
            Confidence = Confidence,
        };
}
