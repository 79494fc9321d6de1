using System.Text.RegularExpressions;

namespace Services.Agents.Offline.Understanding;

/// <summary>Recognises that a product has put somebody in danger: it comes before everything else that a message says.</summary>
internal static partial class Danger
{
    /// <summary>True when a text tells of fire, smoke, a shock, an explosion or an injury.</summary>
    public static bool IsIn(string text) => Signs().IsMatch(text) && !Innocent().IsMatch(text);

    [GeneratedRegex(
        @"\b(?:caught|catch(?:es|ing)?|on|start(?:ed|s)? (?:a )?) ?fire\b|\b(?:burst|went up) in(?:to)? flames\b|"
            + @"\bflames?\b.{0,30}\bout of\b|"
            + @"\bexplod(?:ed|es|ing)\b|\bblew up\b|\belectrocuted\b|\belectric(?:al)? shock\b|\b(?:gave|got|get|gives|giving|got "
            + @"me)\b.{0,20}\b"
            + @"(?:a|an) (?:\w{1,15} )?shock\b|\b(?:shocked|burn(?:ed|t)|scald(?:ed)?|injured|hurt|cut|poisoned|bleeding) (?:me|my "
            + @"(?:hands?|arms?|legs?|face|skin|fingers?|foot|feet|son|daughter|wife|husband|dog|cat|kids?|baby|mother|father|mom|dad)|"
            + @"him|her|us|our|the (?:kid|child|baby|dog|cat)|myself)\b|\bnearly killed\b|\balmost killed\b|\b(?:could have|"
            + @"might have) killed\b|\b(?:smoke|smoking|sparks?|sparking)\b.{0,30}\b(?:out of|from|when|came|started)\b|\bstarted "
            + @"(?:smoking|"
            + @"sparking|to (?:smoke|burn|melt))\b|\b(?:emergency room|hospital|ambulance|stitches)\b|\ballergic reaction\b|\bchoked on\b|"
            + @"\bcarbon monoxide\b|\bgas leak\b|\bbattery (?:swelled|is swelling|swollen|bulging|leaking|overheat)",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Signs();

    [GeneratedRegex(
        @"\b(?:ship|deliver|send|address)\b.{0,30}\bhospital\b|\bwork(?:s|ing)? (?:at|in|for) (?:a|the) hospital\b|\bon fire (?:sale|"
            + @"lately)\b|"
            + @"\bfire (?:sale|pit|place|stick|tv|wood|starter)\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Innocent();
}
