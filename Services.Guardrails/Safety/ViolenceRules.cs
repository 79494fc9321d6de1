using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Guardrails.Safety;

/// <summary>Threats and instructions for violence. Patterns read lower-case words.</summary>
internal static partial class ViolenceRules
{
    public static IReadOnlyList<PatternRule> All { get; } = [new("threat", Threat), new("how_to", HowTo), new("attack", Attack)];

    [GeneratedRegex(
        @"\b(?:i will|ill|im going to|i am going to|im gonna|gonna|i want to|i wanna|i should|i could|i swear (?:i will|ill)|we "
            + @"will|well|we are going to|id love to|planning to|plan to) (?:\w{1,12} "
            + @"){0,2}(?:kill|murder|shoot|stab|strangle|bomb|blow up|burn down|beat "
            + @"up|behead|torture|rape|massacre|slaughter|execute|poison|attack|hurt|assassinate)(?: up)? "
            + @"(?:you|u|him|them|her|your|ur|the "
            + @"(?:driver|courier|staff|manager|store|office|building|warehouse|agent|people|president|school)|my (?:wife|"
            + @"husband|boss|neighbou?r|ex|girlfriend|boyfriend|mother|father|sister|brother|coworkers?|family|roommate|"
            + @"teacher|kids?|child(?:ren)?|son|daughter)|every(?:one|body)|people|some(?:one|body)|all of)\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Threat { get; }

    [GeneratedRegex(
        @"\b(?:how (?:to|do i|do you|can i|could i|would i|should i)|(?:best|easiest|good) way to|ways to|help me(?: to)?|teach "
            + @"me (?:how )?to|tell me how to|steps to|instructions (?:to|for)|plan to) (?:\w{1,12} "
            + @"){0,2}(?:kill|murder|poison|torture|strangle|stab|shoot|kidnap|assassinate|abduct|drug|rape|hurt|injure|beat|"
            + @"mutilate|attack) (?:a (?:man|woman|person|human|child|kid|girl|boy|baby|cop|policeman|police officer|"
            + @"politician|people|dog|cat)|(?:some|any|every)(?:one|body)|people|him|her|them|humans?|children|my "
            + @"(?:\w{1,12} ){0,1}(?:wife|husband|boss|neighbou?rs?|ex|girlfriend|boyfriend|mother|father|sister|"
            + @"brother|coworkers?|family|roommate|teacher|kids?|child(?:ren)?|son|daughter|dog|cat|partner|"
            + @"spouse|parents)|the (?:president|driver|courier|police)|(?:my|a) (?:enemy|enemies|victim))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex HowTo { get; }

    [GeneratedRegex(
        @"\b(?:bomb threat|mass (?:shooting|murder|killing)|school shooting|shoot up (?:a|the|my) \w{1,20}|blow up "
            + @"(?:a|the|your|their|this) "
            + @"(?:store|shop|building|office|warehouse|school|hospital|airport|plane|train|church|mosque|synagogue|embassy|"
            + @"bridge)|terror(?:ist)? attack (?:on|plan)|(?:plan|carry out|commit|plot) (?:an? )?(?:terror(?:ist)? attack|"
            + @"massacre|genocide|murder|assassination)|(?:i know where you live|ill find (?:you|where you live) and|"
            + @"you will regret (?:this )?when i come|watch your back))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Attack { get; }
}
