using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Guardrails.Injection;

/// <summary>Telling the assistant to drop its instructions or its limits. Patterns read lower-case words.</summary>
internal static partial class OverrideRules
{
    public static IReadOnlyList<PatternRule> All { get; } =
    [
        new("injection.override_instructions", OverrideInstructions),
        new("injection.ignore_above", IgnoreAbove),
        new("injection.forget_everything", ForgetEverything),
        new("injection.new_instructions", NewInstructions),
        new("injection.from_now_on", FromNowOn),
        new("injection.restrictions_lifted", RestrictionsLifted),
        new("injection.privilege_claim", PrivilegeClaim),
        new("injection.tool_coercion", ToolCoercion),
        new("injection.hidden_command", HiddenCommand),
    ];

    [GeneratedRegex(
        @"\b(?:ignor(?:e|es|ing)|disregard(?:ing)?|forget|override|overrule|bypass|neglect|dismiss|discard|drop|circumvent|"
            + @"violate|abandon|unlearn|erase|delete|"
            + @"stop (?:following|obeying|using)|(?:do not|dont|no longer|never) (?:follow|obey|listen to|apply|use)|pay no "
            + @"attention to|disobey|break free (?:of|from)) "
            + @"(?:(?!my )\w{1,20} ){0,4}"
            + @"(?:instructions?|prompts?|guidelines?|directives?|guardrails|programming|system messages?|safety "
            + @"(?:rules|measures|filters?)|content (?:policy|policies)|"
            + @"(?:previous|prior|above|preceding|earlier|initial|original|your|safety|ethical|moral|all|all the|any) "
            + @"(?:rules|directions|restrictions|constraints|policies|policy|training|context|limitations|commands|ethics|filters))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex OverrideInstructions { get; }

    [GeneratedRegex(
        @"\b(?:ignore|disregard|forget) (?:all |everything |of |the |that is ){0,3}(?:above|foregoing|preceding|previous)(?: "
            + @"(?:text|input|content|lines?|part))?(?: and (?:instead |just |only |now "
            + @")?(?:say|print|tell|write|output|do|act|respond|reply|answer|give|show|list|repeat)|,? instead|$)",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex IgnoreAbove { get; }

    [GeneratedRegex(
        @"\b(?:ignore|forget|disregard) (?:about )?(?:everything|all|anything|whatever) (?:that )?(?:you (?:were|have "
            + @"been|are|ve been) (?:told|taught|instructed|trained)|(?:i|we|they) (?:said|told you)|you "
            + @"know|above|before|prior|previous(?:ly)?|so far)\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex ForgetEverything { get; }

    [GeneratedRegex(
        @"\b(?:(?:here are|these are|follow|your|my|the) (?:new|updated|real|actual|revised) "
            + @"(?:instructions|rules|directives|guidelines|system prompt|orders are|orders will)"
            + @"|new (?:instructions|directives|system prompt)(?: are| is| follow|$))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex NewInstructions { get; }

    [GeneratedRegex(
        @"\bfrom (?:now|this (?:point|moment|message)) (?:on|onwards?|forward),? (?:you|your|youre|u|every "
            + @"(?:answer|response|reply)|all (?:answers|responses|replies)|only|always|never|answer|respond|reply|act|behave|speak)\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex FromNowOn { get; }

    [GeneratedRegex(
        @"\b(?:without|no|free (?:of|from)|remove|lift|disable|turn off|deactivate|not bound by|not limited by|ignore|bypass)"
            + @"(?: \w{1,20}){0,3} (?:restrictions|censorship|filters|content filters?|safety "
            + @"(?:filters?|settings|protocols|features)|guardrails|ethical (?:guidelines|constraints|restrictions)|moral "
            + @"(?:guidelines|constraints|restrictions)|"
            + @"limitations (?:whatsoever|imposed)|openai(?:s)? (?:policy|policies|guidelines|rules))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex RestrictionsLifted { get; }

    [GeneratedRegex(
        @"\b(?:(?:i am|im|this is|speaking as|as) (?:the|your|an?|its)? ?(?:\w{1,20} )?(?:developer|creator|programmer|system "
            + @"?admin(?:istrator)?|admin(?:istrator)?|openai|anthropic|root user|engineer)"
            + @"(?: \w{1,20}){0,4} (?:override|grant me|authorize|i authorize|i order you|i command you|you must|you "
            + @"will|disable|unlock|enable|show me|give me (?:access|the)|reveal|dump|bypass)"
            + @"|(?:enter|enable|activate|switch to|go into|unlock|initiate|you are (?:now )?in) (?:the |your "
            + @")?(?:developer|dev|debug|god|admin(?:istrator)?|sudo|root|jailbreak|unrestricted|maintenance|dan|opposite|test|"
            + @"diagnostic) mode"
            + @"|sudo (?:mode|su|override))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex PrivilegeClaim { get; }

    [GeneratedRegex(
        @"\b(?:call|execute|run|invoke|use) (?:the )?(?:tool|function|api) (?:\w{1,30} "
            + @"){0,6}(?:without|skip(?:ping)?|bypass(?:ing)?) (?:\w{1,20} "
            + @"){0,3}(?:approval|confirmation|permission|verification|authentication|asking)\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex ToolCoercion { get; }

    [GeneratedRegex(
        @"\b(?:system|admin|assistant|developer) (?:override|instruction|command|note|directive)s? (?:you "
            + @"must|ignore|disregard|reveal|print|output|forget|send|enabled|activated|the (?:user|following))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex HiddenCommand { get; }
}
