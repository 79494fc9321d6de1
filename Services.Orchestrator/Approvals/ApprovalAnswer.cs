using System.Collections.Frozen;
using System.Text;

namespace Services.Orchestrator.Approvals;

/// <summary>What a typed message says to an open approval.</summary>
internal enum ApprovalAnswer
{
    /// <summary>Neither: the user wants something else.</summary>
    Other,

    /// <summary>Yes.</summary>
    Yes,

    /// <summary>No.</summary>
    No,
}

/// <summary>
/// Recognises a plain yes or no. The whole message must be one: "yes, but use my other card" is a new request, and so is a bare "cancel",
/// which may mean the order as well as the question.
/// </summary>
internal static class ApprovalAnswerParser
{
    private static readonly FrozenSet<string> Yes = FrozenSet.Create(
        StringComparer.Ordinal,
        "y",
        "yes",
        "yeah",
        "yep",
        "yup",
        "ok",
        "okay",
        "sure",
        "confirm",
        "confirmed",
        "i confirm",
        "approve",
        "approved",
        "i approve",
        "agreed",
        "i agree",
        "go ahead",
        "do it",
        "please do",
        "proceed",
        "correct",
        "thats right",
        "that is right",
        "absolutely",
        "definitely",
        "of course",
        "sounds good"
    );

    private static readonly FrozenSet<string> No = FrozenSet.Create(
        StringComparer.Ordinal,
        "n",
        "no",
        "nope",
        "nah",
        "no way",
        "dont",
        "do not",
        "dont do it",
        "do not do it",
        "reject",
        "rejected",
        "decline",
        "declined",
        "i decline",
        "never mind",
        "nevermind",
        "not now",
        "stop",
        "no dont",
        "no do not",
        "no stop"
    );

    private static readonly string[] Courtesies = ["please", "thanks", "thank you"];

    public static ApprovalAnswer Parse(string text)
    {
        var words = Trim(Normalise(text));
        if (Yes.Contains(words))
        {
            return ApprovalAnswer.Yes;
        }

        if (No.Contains(words))
        {
            return ApprovalAnswer.No;
        }
        // "Yes, go ahead" is a yes twice over; mixed answers are none.
        var first = words.Split(' ', 2);
        if (first.Length < 2)
        {
            return ApprovalAnswer.Other;
        }

        var rest = Trim(first[1]);
        if (Yes.Contains(first[0]) && Yes.Contains(rest))
        {
            return ApprovalAnswer.Yes;
        }

        return No.Contains(first[0]) && No.Contains(rest) ? ApprovalAnswer.No : ApprovalAnswer.Other;
    }

    private static string Trim(string words)
    {
        foreach (var courtesy in Courtesies)
        {
            if (words.EndsWith(" " + courtesy, StringComparison.Ordinal))
            {
                return words[..^(courtesy.Length + 1)];
            }
        }

        return words;
    }

    /// <summary>Lower-case letters and digits, single spaces; apostrophes vanish, other marks become spaces.</summary>
    private static string Normalise(string text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
            {
                words.Append(char.ToLowerInvariant(c));
            }
            else if (c is '\'' or '’')
            {
                continue;
            }
            else if (words.Length > 0 && words[^1] != ' ')
            {
                words.Append(' ');
            }
        }

        return words.ToString().TrimEnd();
    }
}
