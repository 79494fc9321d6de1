using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Guardrails.Injection;

/// <summary>How a reply begins to read out the instructions. Patterns read lower-case words.</summary>
internal static partial class PromptLeakRules
{
    public static IReadOnlyList<PatternRule> All { get; } =
    [
        new("leak.instructions_quoted", InstructionsQuoted),
        new("leak.instructed", Instructed),
        new("leak.prompt_voice", PromptVoice),
        new("leak.compliance_with_override", ComplianceWithOverride),
    ];

    [GeneratedRegex(
        @"\b(?:my|the|here (?:is|are)(?: my| the)?) (?:system|initial|original|hidden|internal|full|exact) "
            + @"(?:prompt|instructions?|message|directives|guidelines)(?: "
            + @"(?:is|are|says?|reads?|states?|follows?|begins?|were|was|as follows)|$)",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex InstructionsQuoted { get; }

    [GeneratedRegex(
        @"\b(?:i (?:was|have been|am) (?:instructed|told|programmed|configured|prompted) (?:to|not to|by)|my instructions "
            + @"(?:are|say|state|tell|include|were|read)|my (?:system )?prompt (?:is|says|tells|reads))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Instructed { get; }

    [GeneratedRegex(
        @"\byou are (?:the |an? )(?:\w{1,20} ){0,4}(?:agent|assistant|chatbot)(?: (?:of|for|at|that|who|in|on) (?:\w{1,20} "
            + @"){0,12}(?:you (?:must|should|can|may|never|always|will)|your (?:task|job|role|tools?|goal)|never|always|do "
            + @"not|tools?)| your (?:task|job|role|goal))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex PromptVoice { get; }

    [GeneratedRegex(
        @"\b(?:(?:jailbreak|developer mode|dan mode|god mode|unrestricted mode|debug mode) (?:is "
            + @")?(?:enabled|activated|on|unlocked)|i (?:will|shall|am now going to|have) (?:now "
            + @")?(?:ignored?|disregard(?:ed)?|forgot(?:ten)?|forget) (?:all |my |the |any "
            + @"){0,3}(?:previous|prior|earlier|original|safety)? ?(?:instructions|rules|guidelines|restrictions)|i am "
            + @"(?:now )?(?:dan|free of all restrictions|unrestricted|no longer bound by))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex ComplianceWithOverride { get; }
}
