using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Guardrails.Safety;

/// <summary>Sexual requests and harassment. Patterns read lower-case words.</summary>
internal static partial class SexualRules
{
    public static IReadOnlyList<PatternRule> All { get; } = [new("minors", Minors), new("request", Request)];

    [GeneratedRegex(
        @"\b(?:child porn(?:ography)?|kiddie porn|csam|(?:sex(?:ual)?|nude|naked|erotic|porn(?:ographic)?|sexy)(?: "
            + @"\w{1,20}){0,4} (?:minors?|children|child|kids?|underage|teens?|teenagers?|little (?:girls?|boys?)|\d{1,2} year "
            + @"olds?|lolis?)|(?:minors?|child(?:ren)?|underage|lolis?)(?: \w{1,20}){0,3} (?:nude|naked|porn|sex|sexual|erotic))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Minors { get; }

    [GeneratedRegex(
        @"\b(?:(?:send|show|share|give) (?:me )?(?:\w{1,12} ){0,3}(?:nudes|nude (?:pics?|pictures?|photos?)|naked "
            + @"(?:pics?|pictures?|photos?)|porn|dick pics?)|(?:write|tell|create|generate|give|describe|continue)(?: "
            + @"\w{1,20}){0,5} (?:erotica|erotic (?:story|scene|tale|fiction|role ?play|fantasy)|porn(?:ographic)?(?: "
            + @"\w{1,20})?|sex (?:story|scene)|sexual (?:story|scene|fantasy|act)|explicit "
            + @"(?:sex|story|scene)|smut|nsfw)|(?:have|having|want|wanna have|lets have) (?:sex|cyber ?sex|phone "
            + @"sex|intercourse) with (?:you|u|me|him|her)|talk dirty|dirty talk|sext(?:ing)? (?:with|me)|suck "
            + @"my (?:dick|cock)|(?:i want to|wanna|lets|let me) (?:fuck|bang|screw) (?:you|u|her|him)|blow ?job|(?:watch|free|"
            + @"best) porn|porn (?:site|video|sites|videos)|what are you wearing (?:baby|sexy)|are you (?:horny|naked)|im "
            + @"(?:so )?horny)\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Request { get; }
}
