using System.Text.RegularExpressions;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Guardrails.SensitiveData;

/// <summary>Requests to disclose secrets or other people's data. Patterns read lower-case words.</summary>
internal static partial class DisclosureRules
{
    public static IReadOnlyList<PatternRule> All { get; } =
    [
        new("sensitive.card_number", CardNumber),
        new("sensitive.security_code", SecurityCode),
        new("sensitive.password", Password),
        new("sensitive.identity_number", IdentityNumber),
        new("sensitive.other_customer", OtherCustomer),
        new("sensitive.acquaintance", Acquaintance),
    ];

    [GeneratedRegex(
        @"\b(?:(?:read|tell|give|show|say|repeat|list|send|spell|display|print|share|reveal|provide|recite|disclose|read "
            + @"out|fetch|retrieve|look up|remind|text|email|write|get|dictate|output|confirm|pull up)(?: (?!you "
            + @"|changed?|changing|updat|remov|delet|replac|add|enter|edit|correct)\w{1,20}){0,6}"
            + @"|(?:what is|whats|what are|what was|whats on|(?:can|could|may) i (?:have|get|see)|i (?:need|want|would "
            + @"like|forgot|lost)(?: to (?:know|see|have|get))?|tell me|know|what|which)(?: (?!you "
            + @"|changed?|changing|updat|remov|delet|replac|add|enter|edit|correct)\w{1,12}){0,4}) "
            + @"(?:(?:full |whole |entire |complete |saved |stored "
            + @"){0,2}(?:credit|debit|bank|payment|gift|visa|mastercard|amex) ?cards? "
            + @"(?:number|numbers|details|info|information|data|digits)|(?:full |whole |entire |complete |long "
            + @")(?:card|account) (?:number|numbers|details)|card numbers?|(?:bank )?account numbers?|iban|routing "
            + @"number|pan number)\b(?! (?:do i|should|to "
            + @"(?:change|update|pay|use)|change|updated?|declined|wrong|is (?:wrong|incorrect|not|declined)|ending))",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex CardNumber { get; }

    [GeneratedRegex(
        @"\b(?:(?:read|tell|give|show|say|repeat|list|send|display|print|share|reveal|provide|recite|disclose|fetch|look "
            + @"up|confirm|pull up|dictate)(?: out| aloud| loud| to| of| me| us| (?!you |about |how |where )\w{1,8}){0,4}|what "
            + @"(?:is|are|was|were)|whats|do you (?:know|have|store|see)|(?:can|could|may) i (?:have|see)) "
            + @"(?:(?:my|the|his|her|their|your|its|this|that|all|every|customers?|card|cards|users?|credit|debit|full|number|"
            + @"expiry|date|and|s|saved|stored|or|with) ){1,6}(?:cvv2?|cvc2?|cvn|security codes?|(?<!zip |area |promo "
            + @")pin(?: codes?| numbers?)?|one time (?:codes?|passwords?)|otp|2fa codes?)\b(?! (?:unblocked|unlocked|"
            + @"for\?|changed|reset|need|used|stand))",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex SecurityCode { get; }

    [GeneratedRegex(
        @"\b(?:(?:read|tell|give|show|say|repeat|list|send|display|print|share|reveal|provide|recite|disclose|fetch|look "
            + @"up|confirm|dump|dictate)(?: out| aloud| to| of| me| us| (?!you |about |how |where )\w{1,8}){0,4}|what "
            + @"(?:is|are|was|were)|whats|do you (?:know|have|store|see)|(?:can|could|may) i (?:have|see)) "
            + @"(?:(?:my|the|his|her|their|your|its|this|that|all|every|customers?|users?|account|admin|administrator|root|"
            + @"database|current|old|stored|saved|login|email|e|mail|and|system|s|hidden|secret) ){1,6}(?:passwords?|"
            + @"passcodes?|pass ?phrases?|login credentials|credentials|api keys?|access tokens?|secret keys?|security "
            + @"(?:question|answer)s?|private keys?)\b(?! (?:reset|change|link|requirements|policy|recovery|rules|"
            + @"help|page|manager|protected|length|to be|need|have to|must))",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Password { get; }

    [GeneratedRegex(
        @"\b(?:(?:read|tell|give|show|say|repeat|list|send|display|print|share|reveal|provide|recite|disclose|fetch|retrieve|"
            + @"what is|whats|what are|do you (?:know|have|store)|(?:can|could|may) i (?:have|get|see)|look up|get|confirm)(?: "
            + @"\w{1,12}){0,6} (?:social security (?:number|no|#)?s?|ssns?|national insurance numbers?|passport numbers?|"
            + @"drivers? licen[cs]e numbers?|driver s licen[cs]e numbers?|national id(?: numbers?)?|tax ids?|date of birth))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex IdentityNumber { get; }

    [GeneratedRegex(
        @"\b(?:(?:read|tell|give|show|list|send|display|print|share|reveal|provide|disclose|fetch|retrieve|look up|pull "
            + @"up|export|dump|access|see|view|check|what (?:is|are|did|does|has)|whats|where (?:is|does|do)|whats in|find)(?: "
            + @"\w{1,12}){0,5} "
            + @"(?:(?:another|other|someone else|somebody else|different|random|any other|every other) ?(?:s "
            + @")?(?:customers?|users?|persons?|peoples?|clients?|accounts?|buyers?|shoppers?|else)?(?: s)? (?:\w{1,12} "
            + @"){0,3}(?:address|addresses|e ?mails?|e mail|phone|phones|numbers?|orders?|order "
            + @"history|details|data|information|info|names?|accounts?|payment "
            + @"methods?|payments?|purchases?|profiles?|records?|live|lives|buy|bought)"
            + @"|(?:all|every|each|your|the) (?:\w{1,12} ){0,2}(?:customers?|users?|clients?)(?: s)? (?:\w{1,12} "
            + @"){0,3}(?:address|addresses|e ?mails?|e mail|phone|phones|phone numbers?|personal "
            + @"(?:data|details|information)|details|payment methods?|credit cards?|cards?|passwords?|data|records?|database)"
            + @"|(?:e ?mails?|e mail|email addresses|home addresses|addresses|phone numbers?|personal "
            + @"(?:data|details|information)|credit cards?|card numbers?|payment (?:methods?|details)|passwords?) "
            + @"(?:of|for|from|belonging to) (?:(?:all|every|each|other|another|your|any|the other|some|a "
            + @"different|someone|somebody) (?:\w{1,12} "
            + @"){0,2}(?:customers?|users?|clients?|people|persons?|else|accounts?)|(?:the|that|this) "
            + @"(?:customer|person|user|buyer|client) (?:who|that|behind|with)|everyone|everybody|someone|somebody)"
            + @"|(?:customer|user|client) (?:database|list|table|records)))\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex OtherCustomer { get; }

    [GeneratedRegex(
        @"\b(?:(?:what|which) (?:address|e ?mail|e mail|phone|phone number|card|orders?) "
            + @"(?:does|did|has|is|do)|tell|give|show|list|send|display|share|reveal|provide|find|look up|pull up|get|what "
            + @"(?:is|are|did|has)|whats|where (?:does|do)|(?:can|could) i (?:see|have|get|know))(?: (?!to |it |them "
            + @")\w{1,12}){0,5} my (?:ex|exs|ex "
            + @"?(?:wife|husband|girlfriend|boyfriend)s?|neighbou?rs?|boss|coworkers?|colleagues?|wifes?|wife|husbands?|husband|"
            + @"girlfriends?|boyfriends?|friends?|friend|sisters?|brothers?|moms?|dads?|mothers?|fathers?|roommates?)(?: "
            + @"s)? (?:\w{1,12} ){0,2}(?:address|e ?mail|e mail|phone|phone number|orders|order history|purchases|"
            + @"account|account details|payment methods?|credit cards?|card|password|bought|buy|ordered|order|live|"
            + @"lives|have on|has on)\b(?! (?:be|instead|from|status|number w))",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Acquaintance { get; }
}
