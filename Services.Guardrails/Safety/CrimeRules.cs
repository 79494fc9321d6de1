using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Guardrails.Safety;

/// <summary>Weapons, drugs, fraud and break-ins. Patterns read lower-case words.</summary>
internal static partial class CrimeRules
{
    public static IReadOnlyList<PatternRule> All { get; } =
    [new("weapons", Weapons), new("drugs", Drugs), new("fraud", Fraud), new("intrusion", Intrusion)];

    [GeneratedRegex(
        @"\b(?:how (?:to|do i|do you|can i|could i|would (?:i|you|one))|instructions|recipe|guide|steps?|teach me|help me|tell "
            + @"me|show me|explain|tutorial|blueprints?|plans|ways?|give me|i want|want|need|going|provide)(?: \w{1,20}){0,7} "
            + @"(?:make|makes|making|build|building|construct|constructing|assemble|assembling|create|creating|3d "
            + @"print(?:ing)?|detonate|manufacture|prepare|produce|for) (?:\w{1,20} ){0,4}(?:(?<!bath |photo |glitter "
            + @"|seed |cherry |love |smoke |water |cocoa |chocolate |bug |cluster )bombs?|explosives?|explosive "
            + @"device|molotov(?: cocktails?)?|ied|grenades?|land ?mines?|ghost "
            + @"guns?|firearms?|silencers?|(?:real )?guns? at home|zip guns?|napalm|thermite|nerve (?:gas|agent)|sarin|ricin|"
            + @"anthrax|bio ?weapons?|chemical weapons?|dirty bombs?|mustard gas|chlorine gas|tear gas|poison|cyanide)\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Weapons { get; }

    [GeneratedRegex(
        @"\b(?:(?:how (?:to|do i|do you|can i|could i|would (?:i|you|one))|instructions|recipe|guide|teach me|help me|tell me "
            + @"how|steps?|show me|explain)(?: \w{1,20}){0,6} "
            + @"(?:make|cook|synthesi[sz]e|produce|grow|manufacture|extract|smuggle|for|making|cooking) (?:\w{1,20} "
            + @"){0,3}(?:meth(?:amphetamine)?|crystal "
            + @"meth|cocaine|crack|heroin|fentanyl|lsd|mdma|ecstasy|ghb|amphetamines?|opium|drugs)|(?:buy|sell|order|get|score|"
            + @"find|purchase|deal) (?:\w{1,12} ){0,3}(?:cocaine|heroin|meth|crystal meth|fentanyl|lsd|mdma|illegal drugs|"
            + @"oxycodone without|xanax without|drugs (?:online|on the dark ?(?:net|web))))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Drugs { get; }

    [GeneratedRegex(
        @"\b(?:(?:how (?:to|do i|do you|can i|could i)|help me|teach me(?: how)?|ways? to|want to|i want|tell me how|steps "
            + @"to|show me how|best way to)(?: to)?(?: \w{1,20}){0,4} (?:launder(?:ing)? (?:\w{1,12} ){0,2}money|counterfeit(?: "
            + @"\w{1,12}){0,3}|forge (?:a |an |my "
            + @")?(?:passport|document|documents|signature|cheque|check|receipt|receipts|id|visa)|(?:commit|do) "
            + @"(?:\w{1,12} ){0,2}(?:fraud|identity theft|tax evasion|refund fraud|insurance fraud)|evade "
            + @"(?:taxes|customs)|steal (?:\w{1,20} ){0,4}(?:credit "
            + @"cards?|cards?|identity|identities|money|car|cars|packages?|passwords?|data|bike|phone|accounts?|information|"
            + @"from)|shop ?lift|scam (?:people|some(?:one|body)|the|your|customers|old|elderly)|blackmail|extort|bribe|"
            + @"clone (?:a |an )?(?:credit )?cards?|rob (?:a|the|some(?:one|body)))|(?:make|create|get|buy|sell|"
            + @"generate|order) (?:me )?(?:an? |some )?(?:fake|forged|counterfeit|stolen) (?:id|ids|passports?|"
            + @"money|bills|currency|credit cards?|cards?|receipts?|documents?|driver s licen[cs]e|drivers "
            + @"licen[cs]e|social security numbers?|accounts)|credit card generator|carding (?:tutorial|"
            + @"site|forum)|(?:get|getting) a refund (?:without returning|and keep)(?: \w{1,20}){0,6} "
            + @"(?:trick|lie|lying|fraud|scam|pretend))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Fraud { get; }

    [GeneratedRegex(
        @"\b(?:(?:how (?:to|do i|do you|can i|could i)|help me|teach me(?: how)?|ways? to|want to|i want|tell me "
            + @"how|write|create|steps to|show me how|make|code|develop|build|give me|going to)(?: to)?(?: \w{1,20}){0,4} "
            + @"(?:hack(?:ing)? (?:into |in )?(?:\w{1,20} ){0,3}(?:accounts?|e ?mails?|emails?|phones?|wifi|wi "
            + @"fi|bank|banks|computer|computers|system|systems|server|website|database|facebook|instagram|network|atm|password|"
            + @"passwords|people|some(?:one|body)|your|this)|(?:a |an |some |the |me )?(?:malware|ransomware|keylogger|key "
            + @"logger|spyware|trojan|computer virus|botnet|phishing (?:e ?mails?|site|page|campaign|message|kit|"
            + @"attack)|rootkit|worm that|exploit (?:for|against|that))|ddos(?: \w{1,12}){0,2}|sql injection "
            + @"(?:attack|on|against|to)|crack (?:\w{1,20} ){0,2}passwords?|track (?:my )?(?:wife|husband|"
            + @"girlfriend|boyfriend|ex)s? (?:phone|location|car)|spy on (?:\w{1,20})|stalk (?:\w{1,20})|"
            + @"dox(?:x)? (?:\w{1,20})|pick (?:a |the )?(?:lock|neighbou?rs)|break into (?:\w{1,20} ){0,2}"
            + @"(?:house|home|car|store|building|apartment|warehouse|account|safe)))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Intrusion { get; }
}
