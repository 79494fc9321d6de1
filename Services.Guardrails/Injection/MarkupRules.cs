using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Guardrails.Injection;

/// <summary>Imitations of the marks that part a model's instructions from its input. Patterns read the visible text.</summary>
internal static partial class MarkupRules
{
    public static IReadOnlyList<PatternRule> All { get; } =
    [
        new("injection.markup_chat_template", ChatTemplate),
        new("injection.markup_role_header", RoleHeader),
        new("injection.markup_json_role", JsonRole),
        new("injection.markup_fake_boundary", FakeBoundary),
        new("injection.markup_priority_marker", PriorityMarker),
    ];

    [GeneratedRegex(
        @"<\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id|end_header_id|begin_of_text)\|>|"
            + @"\[/?INST\]|<</?SYS>>|<start_of_turn>|</?(?:system|sys|assistant|instructions?|admin|developer)(?:[ "
            + @"_-]?(?:prompt|message|note|instructions?|override))?>",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex ChatTemplate { get; }

    [GeneratedRegex(
        @"(?:^|[\r\n])[ \t]{0,8}(?:[#>*\[-]{1,4}[ \t]{0,4})?(?:(?i:system|developer)(?i:[ "
            + @"]?(?:prompt|message|note|override|instructions?))?|SYSTEM|ADMIN|ASSISTANT)[\]*]{0,3}[ \t]{0,4}:[ "
            + @"\t*]{0,4}(?=[\p{L}""'\r\n])",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex RoleHeader { get; }

    [GeneratedRegex(
        @"[""']role[""'][ ]{0,4}:[ ]{0,4}[""'](?:system|developer|assistant)[""']",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex JsonRole { get; }

    [GeneratedRegex(
        @"(?i:(?:[-=#*~_]{3,}|\[|<|\()[ ]{0,4}(?:end|begin|start)(?: of)?(?: (?:the|my|user|system|new|all))?[ "
            + @"_](?:input|prompt|message|query|instructions?|context|system|conversation|rules|text)s?\b)",
        PatternDefaults.Options | RegexOptions.NonBacktracking,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex FakeBoundary { get; }

    [GeneratedRegex(
        @"(?i:(?:[!*#\[<(]{1,8}|\b(?:important|urgent|attention)[ ]{0,2}[:!]{1,3})[ "
            + @"]{0,3}(?:system|admin|developer|security|new)[ ](?:override|instructions?|directive|alert|command|update)s?\b)",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex PriorityMarker { get; }
}
