using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Guardrails.Injection;

/// <summary>Overrides whose words run together.</summary>
internal static partial class ObfuscationRules
{
    public static IReadOnlyList<PatternRule> All { get; } =
    [new("injection.joined_override", JoinedOverride), new("injection.joined_extraction", JoinedExtraction)];

    [GeneratedRegex(
        @"(?:ignore|disregard|forget|override|bypass)(?:all|any|the|your|of|my|these|every)*(?:previous|prior|above|preceding|"
            + @"earlier|system|initial|safety)?(?:instruction|prompt|rule|guideline|directive|restriction)",
        PatternDefaults.Options | RegexOptions.NonBacktracking,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex JoinedOverride { get; }

    [GeneratedRegex(
        @"(?:reveal|show|print|repeat|tell|give|output)(?:me|us)?(?:the|your|all)*(?:system|initial|hidden|secret)?(?:prompt|instructions)",
        PatternDefaults.Options | RegexOptions.NonBacktracking,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex JoinedExtraction { get; }
}
