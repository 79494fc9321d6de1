using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Guardrails.Injection;

/// <summary>Asking for the instructions themselves, or for data to be sent away. Patterns read lower-case words.</summary>
internal static partial class ExtractionRules
{
    public static IReadOnlyList<PatternRule> All { get; } =
    [
        new("injection.prompt_extraction", PromptExtraction),
        new("injection.text_above", TextAbove),
        new("injection.starting_with_you_are", StartingWithYouAre),
        new("injection.exfiltration", Exfiltration),
        new("injection.link_smuggling", LinkSmuggling),
    ];

    [GeneratedRegex(
        @"\b(?:reveal|show|print|display|output|repeat|tell|give|share|expose|leak|dump|recite|list|write|copy|paste|spell|"
            + @"encode|translate|summari[sz]e|disclose|describe|say|read|send|provide|return|quote|state|know|see|"
            + @"what (?:is|are|was|were|does|do|did)|whats|which) (?:\w{1,20} ){0,5}"
            + @"(?:(?:system|initial|original|hidden|secret|developer|pre|base|starting) "
            + @"?(?:prompts?|messages?|instructions?|directives?|guidelines)"
            + @"|your (?:\w{1,20} ){0,2}(?:prompts?|instructions|directives|guardrails|configuration|programming)"
            + @"|(?:your|the) (?:internal|hidden|secret|confidential|system) (?:\w{1,20} "
            + @"){0,1}(?:instructions?|rules|guidelines|notes|configuration|settings|tools)"
            + @"|instructions (?:you (?:were|have been|got|received)|given to you|above)"
            + @"|(?:tools|functions|apis) (?:you (?:have|can (?:call|use))|available to you))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex PromptExtraction { get; }

    [GeneratedRegex(
        @"\b(?:repeat|print|output|copy|show|echo|recite|translate|write|summari[sz]e|return|say|reproduce|convert)(?: "
            + @"\w{1,20}){0,5} "
            + @"(?:(?:text|words|content|everything|all|conversation|lines?|message|sentences?|instructions?|paragraph|"
            + @"anything) (?:\w{1,20} ){0,2}(?:above|before this|preceding|prior to this|written above)|(?:above|preceding|"
            + @"previous) (?:text|words|content|instructions|paragraph|prompt))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex TextAbove { get; }

    [GeneratedRegex(
        @"\b(?:starting|beginning|begins|starts) (?:with|from) (?:the (?:words?|phrase) )?you are\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex StartingWithYouAre { get; }

    [GeneratedRegex(
        @"\b(?:send|post|forward|upload|exfiltrate|append|include|leak|transmit)(?: \w{1,20}){0,10} (?:to|at|in) "
            + @"(?:(?:an?|the|this|my|following) ){0,2}(?:https?|url|webhook|ftp|external server|attacker)\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Exfiltration { get; }

    [GeneratedRegex(
        @"\b(?:markdown|html) (?:image|img|link)(?: \w{1,20}){0,10} (?:https?|url|query|parameter)\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex LinkSmuggling { get; }
}
