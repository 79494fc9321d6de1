using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Guardrails.Topic;

/// <summary>Requests that have plainly nothing to do with a shop. Patterns read lower-case words.</summary>
internal static partial class OffTopicRules
{
    public static IReadOnlyList<PatternRule> All { get; } =
    [
        new("topic.creative_writing", CreativeWriting),
        new("topic.programming", Programming),
        new("topic.trivia", Trivia),
        new("topic.homework", Homework),
        new("topic.translation", Translation),
        new("topic.advice", Advice),
        new("topic.creative_writing_abroad", CreativeWritingAbroad),
    ];

    [GeneratedRegex(
        @"\b(?:write|compose|create|generate|make up|draft|invent|recite|sing|pen|give me|tell me|make me|i (?:want|need|would "
            + @"like)(?: you to (?:write|compose|sing|create))?)(?: \w{1,20}){0,5} "
            + @"(?:poems?|poetry|haikus?|sonnets?|limericks?|ballads?|song "
            + @"lyrics|lyrics|(?:a|the|me|love|rap|birthday|christmas) songs?|rap(?: song| verse)?|short "
            + @"stor(?:y|ies)|(?:a|an|the|me|funny|scary|love|bedtime) stor(?:y|ies)|fairy "
            + @"?tales?|novels?|screenplays?|essays?|blog ?posts?|cover "
            + @"letters?|speech(?:es)?|homework|thesis|dissertation|villanelle|acrostic|fan ?fiction)\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex CreativeWriting { get; }

    [GeneratedRegex(
        @"\b(?:(?:write|create|generate|make|give|show|code|implement|program|develop|debug|fix|refactor|explain|review|"
            + @"optimi[sz]e|translate|need|help)(?: \w{1,20}){0,7} (?:(?:python|javascript|typescript|java|c sharp|csharp|c|cpp|"
            + @"rust|golang|go|ruby|php|kotlin|swift|perl|haskell|bash|powershell|shell|sql|html|css|react|node|regex|"
            + @"matlab|vba) (?:code|scripts?|programs?|functions?|class(?:es)?|quer(?:y|ies)|apps?|applications?|"
            + @"snippets?|modules?|algorithms?|pages?|expressions?|loops?|components?|library|libraries)|(?:regex|"
            + @"regular expressions?|fibonacci|bubble sort|quick ?sort|merge sort|binary search|linked list|web "
            + @"scraper|leetcode|hello world))|(?:write|generate|code|debug|refactor) "
            + @"(?:me |us |some |a |an |the |my |this |that ){0,3}(?:code"
            + @"(?! (?:for (?:my|an?|the) (?:order|discount|return|coupon)|(?:is|was|wont|doesnt|not)))|computer program|"
            + @"algorithm|script (?:that|to|for|in)|program (?:that|to|for|in)|"
            + @"function (?:that|to|for|in))"
            + @"|(?:in|using) (?:python|javascript|typescript|java|c\+\+|csharp|rust|golang|haskell|php|ruby)$)\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Programming { get; }

    [GeneratedRegex(
        @"\b(?:(?:what is|whats|what was|name|tell me) the (?:capital (?:city )?of|population of|square root of|boiling "
            + @"point|speed of light|distance (?:to|between|from) (?:the (?:moon|sun|earth)|\w{1,20} and)|tallest|largest "
            + @"country|longest river|meaning of life)|who (?:is|was|were) the (?:\w{1,20} "
            + @"){0,3}(?:president|king|queen|prime minister|pope|chancellor|emperor|inventor|author) "
            + @"(?:of|in|during)|who (?:won|invented|discovered|painted|wrote|directed|composed)\b(?! (?:the |this "
            + @"|my |that )?(?:order|review|message|ticket|note))|when did (?:world war|the "
            + @"(?:war|titanic|roman|berlin))|explain (?:to me )?(?:the )?(?:theory of|quantum|photosynthesis|relativity|black "
            + @"holes?|evolution|blockchain|string theory|general relativity|big bang)|(?:whats|what is|hows|how is) the "
            + @"weather(?! resist)|weather (?:forecast|like|tomorrow|today|in)|(?:football|soccer|basketball|baseball|"
            + @"cricket|nba|nfl) (?:score|scores|results?|match))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Trivia { get; }

    [GeneratedRegex(
        @"\b(?:solve (?:for )?(?:\d{1,4}|x|y)\b|(?:solve|calculate|compute|find|evaluate|simplify|prove) (?:\w{1,20} "
            + @"){0,3}(?:equations?|integrals?|derivatives?|theorem|quadratic|matrix|determinant|polynomial|square "
            + @"root|factorial|logarithm)|(?:do|help me with|help with|finish) (?:my |the |some )?(?:math |maths |physics "
            + @"|chemistry |history |school |english )?(?:homework|assignment(?! of)|exam "
            + @"questions?)|(?:quadratic|differential|linear) equations?)\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Homework { get; }

    [GeneratedRegex(
        @"\b(?:translate (?:this|that|the (?:following|text|sentence|phrase|word)|\w{1,20}|it)(?: \w{1,20}){0,16} "
            + @"(?:to|into|in) "
            + @"(?:english|french|spanish|german|italian|portuguese|dutch|russian|chinese|mandarin|japanese|korean|arabic|hindi|"
            + @"latin|greek|turkish|polish|swedish)|how (?:do|would) (?:you|i) say(?: \w{1,20}){1,8} in (?:english|french|"
            + @"spanish|german|italian|portuguese|dutch|russian|chinese|japanese|korean|arabic|hindi|latin|greek))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Translation { get; }

    [GeneratedRegex(
        @"\b(?:(?:recipe|recipes) for (?!\w{0,20} ?(?:blender|mixer|pot|pan|machine))\w{1,20}|how (?:do i|to|can i|should i) "
            + @"(?:cook|bake|grill|fry|roast) (?!.{0,40}(?:with (?:this|the|my)|in (?:this|the|my)))|(?:horoscope|zodiac "
            + @"sign|tarot reading|lottery numbers|astrology)|(?:bitcoin|crypto|stock|ethereum|tesla|apple|nvidia) "
            + @"(?:price|prices|stock|shares|investment)|(?:should i|shall i|is it wise to) (?:invest|buy "
            + @"(?:bitcoin|stocks|shares|crypto|ethereum)|vote|divorce|marry)|who should i "
            + @"vote|(?:medical|legal|investment|financial|relationship|dating|tax) advice|diagnose "
            + @"(?:me|my)|(?:treat|cure) (?:my |a |an )?(?:cancer|fever|depression|headache|infection|rash|cold|flu))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Advice { get; }

    [GeneratedRegex(
        @"\b(?:(?:escribe|escribeme|escriba|redacta) (?:\w{1,12} "
            + @"){0,3}(?:poema|cuento|cancion|codigo|ensayo|historia)|(?:ecris|ecrivez|redige) (?:\w{1,12} "
            + @"){0,3}(?:poeme|histoire|chanson|code|dissertation|conte)|(?:schreib|schreibe|verfasse|dichte)(?: mir)? "
            + @"(?:\w{1,12} ){0,3}(?:gedicht|geschichte|lied|code|aufsatz|programm|marchen)|(?:scrivi|scrivimi) "
            + @"(?:\w{1,12} ){0,3}(?:poesia|storia|canzone|codice|saggio|racconto)|(?:escreva|escreve) (?:\w{1,12} "
            + @"){0,3}(?:poema|historia|musica|codigo|redacao)|(?:schrijf) (?:\w{1,12} "
            + @"){0,3}(?:gedicht|verhaal|lied|code|opstel))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex CreativeWritingAbroad { get; }
}
