using System.Text.RegularExpressions;

namespace Services.Agents.Offline.Understanding;

/// <summary>Parts a text about items in what is meant and what is left out: "everything except the lamp", "keep the lamp".</summary>
/// <param name="Meant">The text without what is left out.</param>
/// <param name="LeftOut">What is left out; empty when nothing is.</param>
internal sealed partial record ItemScope(string Meant, string LeftOut)
{
    public static ItemScope Of(string text)
    {
        var leftOut = Exclusion().Matches(text);
        return leftOut.Count == 0
            ? new ItemScope(text, "")
            : new ItemScope(Exclusion().Replace(text, " "), string.Join(" ; ", leftOut.Select(static match => match.Groups["out"].Value)));
    }

    // An exclusion reaches to the next verb or sign; "not" belongs to one only before a thing.
    [GeneratedRegex(
        @"\b(?:(?:i )?(?:got|received|bought|ordered|came|arrived|delivered)(?: together)? with|in the (?:same )?order (?:with|of|as)|"
            + @"except(?:ing)?(?: for)?|other than|apart from|aside from|besides|excluding|leaving out|save for|minus|"
            + @"(?:all|both|everything|anything) but|but not|and not|not|without|(?:i(?:'d| would)? (?:like to|want to|will|"
            + @"'ll)? ?)?keep(?:ing)?|"
            + @"(?:i(?:'m| am) )?hold(?:ing)? on ?to)\s{1,4}(?<out>(?:the|my|that|this|those|these|both|one|a)\s(?:(?!\b(?:but|return|"
            + @"exchange|send|cancel|"
            + @"swap|replace|from|of|in|please|and (?:return|exchange|send|cancel|swap|replace|get))\b)[^,;.!?\n]){1,120})",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Exclusion();
}
