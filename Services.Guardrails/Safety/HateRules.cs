using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Guardrails.Safety;

/// <summary>Hatred against groups of people. Patterns read lower-case words.</summary>
internal static partial class HateRules
{
    public static IReadOnlyList<PatternRule> All { get; } =
    [new("slur", Slur), new("group_hatred", GroupHatred), new("dehumanising", Dehumanising), new("supremacy", Supremacy)];

    [GeneratedRegex(
        @"\b(?:nigg(?:er|a)s?|kikes?|faggots?|fags|trann(?:y|ies)|wetbacks?|sand ?niggers?|ragheads?|towelheads?|chinks?(?= "
            + @"(?:are|should|go|out|always))|gooks?|spics?|coons?(?= (?:are|should))|untermensch(?:en)?|subhumans?)\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Slur { get; }

    [GeneratedRegex(
        @"\b(?:(?:i (?:really |fucking )?(?:hate|despise|loathe|cant stand)|(?:kill|exterminate|gas|deport|eradicate|death "
            + @"to|get rid of|lynch|burn|hang|shoot|fuck)) (?:all |the |those |these |every |fucking |damn |dirty |filthy "
            + @"){0,3}(?:jews?|muslims?|christians|hindus|sikhs|blacks|black people|whites|white "
            + @"people|asians?|arabs?|mexicans|immigrants|migrants|refugees|gays?|gay "
            + @"people|homosexuals|lesbians|trans(?:gender)?(?: people|s)|women|disabled "
            + @"people|gypsies|roma|indians|pakistanis|chinese(?: people)?|africans))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex GroupHatred { get; }

    [GeneratedRegex(
        @"\b(?:jews|muslims|christians|hindus|blacks|black people|white "
            + @"people|asians|arabs|mexicans|immigrants|migrants|refugees|gays|gay people|homosexuals|lesbians|transgender "
            + @"people|trans people|women|disabled people|gypsies|roma|indians|pakistanis|africans) "
            + @"(?:(?:should|must|deserve to|need to|have to) (?:all )?(?:die|burn|hang|suffer|be "
            + @"(?:killed|gassed|exterminated|eradicated|deported|shot|lynched))|(?:are|r) (?:all |just |nothing "
            + @"but |a |like |fucking "
            + @"){0,3}(?:vermin|rats|animals|inferior|subhuman|scum|parasites|cockroaches|filth|trash|garbage|disgusting|a "
            + @"disease|a plague|criminals|terrorists|thieves|stupid|worthless|monkeys|apes))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Dehumanising { get; }

    [GeneratedRegex(
        @"\b(?:white (?:power|supremacy is)|heil hitler|sieg heil|hitler (?:was right|did nothing wrong)|(?:1488|14 88)|ethnic "
            + @"cleansing (?:is|was) (?:good|right|needed)|(?:write|give me|tell me|create|generate) (?:\w{1,20} "
            + @"){0,4}(?:racist|antisemitic|homophobic|sexist|hateful|islamophobic|transphobic) (?:\w{1,20} "
            + @"){0,2}(?:joke|jokes|speech|rant|post|poem|story|tweet|tweets|essay|manifesto|content))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Supremacy { get; }
}
