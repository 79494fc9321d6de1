using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Guardrails.Injection;

/// <summary>Role play that is meant to shed the rules. Patterns read lower-case words.</summary>
internal static partial class RolePlayRules
{
    public static IReadOnlyList<PatternRule> All { get; } =
    [
        new("injection.named_jailbreak", NamedJailbreak),
        new("injection.unrestricted_persona", UnrestrictedPersona),
        new("injection.persona_switch", PersonaSwitch),
        new("injection.stay_in_character", StayInCharacter),
        new("injection.refusal_suppression", RefusalSuppression),
        new("injection.two_answers", TwoAnswers),
    ];

    [GeneratedRegex(
        @"\b(?:do anything now|(?:you are|youre|be|as an?|now|become) jail ?broken|jailbreak "
            + @"(?:mode|prompt|yourself|you|chatgpt|gpt|the (?:ai|bot|assistant|model)|enabled|activated)|^jailbreak$|developer "
            + @"mode (?:enabled|output|response)|you are (?:now )?(?:dan|stan|dude|aim|mongo tom|devmode|evil "
            + @"?bot|chaosgpt|betterdan|maximum|antigpt|anti ?dan|omega|superior "
            + @"dan)|(?:act|behave|respond|answer|reply) (?:as|like) (?:dan|stan|dude|aim|an? "
            + @"(?:evil|unfiltered|unrestricted|amoral|uncensored|immoral|jailbroken)))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex NamedJailbreak { get; }

    [GeneratedRegex(
        @"\b(?:un(?:filtered|censored|restricted|ethical|moderated)|amoral|immoral|rogue|evil) (?:and \w{1,20} )?(?:ai|a "
            + @"i|chatbot|assistant|bot|language model|model|version|persona|character|response|answer|mode|machine)s?\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex UnrestrictedPersona { get; }

    [GeneratedRegex(
        @"\b(?:you (?:are|will be|shall be|re) (?:now |going to (?:be|act as) |no longer )(?:an? "
            + @"(?:different|new|evil|unfiltered|unrestricted|rogue|uncensored|hacker|pirate|human|character|linux|python|"
            + @"terminal|dungeon)|an? ai|bound|restricted|limited|an assistant|a customer|free|acting|playing|role ?playing|going to)"
            + @"|(?:you are|you re|youre) (?:going|about) to (?:act|pretend|role ?play|simulate|immerse)"
            + @"|(?:^|please |now |and )(?:act|behave|respond|answer) (?:as|like) (?:an? |the "
            + @")?(?:linux|python|bash|sql|javascript|terminal|dungeon|hacker|pirate|interpreter|compiler|console|my "
            + @"(?:dead |late )?grand)"
            + @"|(?:i want|i need|i would like|id like) you to (?:act|pretend|role ?play|simulate|behave|imitate|become|respond only)"
            + @"|(?:pretend|imagine|act as (?:if|though)|suppose) (?:that )?(?:you (?:are|re|were|have no|can|had no|do "
            + @"not|dont)|youre|to be) (?:not bound|an?|my|the|free|no|able|without|unable to refuse|restricted|allowed)(?: "
            + @"\w{1,20}){0,6} "
            + @"(?:ai|rules|restrictions|limits|grandm(?:a|other)|admin|administrator|developer|hacker|human|assistant|chatbot|"
            + @"model|evil|guidelines|employee|manager|filter)"
            + @"|let ?s (?:play|role ?play) (?:a )?(?:game|role ?play|scenario)?(?: \w{1,20}){0,8} (?:you "
            + @"(?:are|play|will)|your character))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex PersonaSwitch { get; }

    [GeneratedRegex(
        @"\b(?:(?:stay|remain|keep|always) in character|never (?:break|leave) character|break(?:ing)? character|(?:never|do "
            + @"not|dont|cannot|can not|must not|wont|will not|not allowed to) (?:refuse|decline|reject|say "
            + @"no|apologi[sz]e|warn)(?: \w{1,20}){0,5} "
            + @"(?:request|requests|question|questions|command|commands|prompt|prompts|order|anything|me|answer)|(?:do "
            + @"not|dont|never|no) (?:add |include |give |provide |use )?(?:any "
            + @")?(?:warnings|disclaimers|moral(?:i[sz]ing)? (?:lectures|lecturing)))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex StayInCharacter { get; }

    [GeneratedRegex(
        @"\b(?:(?:start|begin) (?:your|every|each|all|the) (?:response|responses|answer|answers|reply|message|sentence)s? "
            + @"with|(?:do not|dont|never) (?:say|mention|write|use|include) (?:\w{1,20} ){0,4}(?:as an ai|i cannot|i cant|im "
            + @"sorry|i am sorry|language model|illegal|unethical|against (?:my|openai))|you (?:can|cannot|must) (?:not "
            + @")?(?:do|say|generate|answer|create|swear|curse) (?:anything|everything|whatever)|regardless of "
            + @"(?:\w{1,20} ){0,3}(?:legality|morality|ethics|ethical|legal|moral|consequences|harm))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex RefusalSuppression { get; }

    [GeneratedRegex(
        @"\b(?:(?:two|2|both) (?:different )?(?:responses|answers|ways|outputs)(?: \w{1,20}){0,14} "
            + @"(?:gpt|chatgpt|dan|developer|jailbreak|unfiltered|uncensored)|token system|lose \d{1,3} tokens|you "
            + @"(?:have|start with) \d{1,3} tokens)\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex TwoAnswers { get; }
}
