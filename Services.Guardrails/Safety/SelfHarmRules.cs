using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Guardrails.Safety;

/// <summary>Somebody speaks of harming themselves, or asks how. Patterns read lower-case words.</summary>
internal static partial class SelfHarmRules
{
    public static IReadOnlyList<PatternRule> All { get; } =
    [new("intent", Intent), new("ideation", Ideation), new("encouragement", Encouragement)];

    [GeneratedRegex(
        @"\b(?:(?:want|going|wanna|gonna|plan(?:ning)?|thinking "
            + @"(?:of|about)|ready|trying|decided|wish|like|need|about|consider(?:ing)?|thoughts? (?:of|about)|feel like) (?:to "
            + @")?(?:just )?(?:kill(?:ing)? myself|end(?:ing)? (?:my (?:own )?life|it all|my suffering)|hurt(?:ing)? "
            + @"myself|harm(?:ing)? myself|cut(?:ting)? myself|hang(?:ing)? myself|take my (?:own )?life|taking my "
            + @"(?:own )?life|commit(?:ting)? suicide|die(?: tonight| today| alone)?$|not (?:be "
            + @")?(?:alive|live|exist) any ?more|overdos(?:e|ing))|(?:i (?:just )?(?:want|wanna|wish i "
            + @"could|wish to|would rather) (?:to )?die)\b(?! of| laughing)|(?:ill|i will|i should|i could|i might|let me|id "
            + @"rather|i am going to|im going to|im gonna) (?:just )?(?:kill myself|end my life|end it all|hang myself|"
            + @"commit suicide|overdose))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Intent { get; }

    [GeneratedRegex(
        @"\b(?:suicid(?:e|al)|self ?harm(?:ing)?|kill myself|end my (?:own )?life|no (?:reason|point) (?:to live|in living|to "
            + @"go on|to be alive)|(?:better off|wish i (?:was|were)) dead|dont want to (?:live|be alive|exist|wake up)|do not "
            + @"want to (?:live|be alive|exist)|life is(?:nt| not) worth living)\b(?! prevention| squad)",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Ideation { get; }

    [GeneratedRegex(
        @"\b(?:(?:you should|go|just|why dont you) (?:and )?(?:kill|hang|hurt|harm|cut|shoot) "
            + @"(?:yourself|urself)|kys|(?:best|painless|easiest|quickest|least painful) way to (?:die|commit suicide|kill "
            + @"(?:myself|oneself|yourself)|end (?:my|ones|your) life)|how many (?:\w{1,20} "
            + @"){0,3}(?:pills|tablets|paracetamol|tylenol) (?:\w{1,20} ){0,4}(?:die|overdose|kill))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Encouragement { get; }
}
