using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Services.Contracts.Agents;

namespace Services.Orchestrator.Approvals;

/// <summary>
/// Recognises a yes or no that is nothing else. Every word must belong to it: an assent or a refusal, a courtesy, a filler, or what the
/// question itself named (the action and the ids it is about). A yes begins with the assent or a courtesy: "is that right" and "could you
/// confirm" ask, with or without a mark. "Yes, but use my other card" has words that do not, and is a new request; so
/// is a bare "cancel", which may mean the order as well as the question. Linear in the text, of which only so much is read as an answer
/// has.
/// </summary>
internal static class ApprovalAnswerParser
{
    private const int LongestAnswer = 120;

    private static readonly FrozenSet<string> Assents = Words(
        """
        y ya yah yea yeah yep yes yup yess ok okay k kk sure surely confirm confirmed approve approved agree agreed proceed correct right
        absolutely definitely certainly affirmative perfect fine alright 👍 👌 ✅ ✔
        """
    );

    private static readonly FrozenSet<string> Refusals = Words("n no nope nah nevermind reject rejected decline declined stop 👎 ❌ ✋");

    /// <summary>Refusals that may stand before what was asked: "no, cancel it" is none, "don't cancel it" is.</summary>
    private static readonly FrozenSet<string> Negations = Words("dont not never");

    // Each of these is an assent as a whole, whatever its words mean alone.
    private static readonly string[][] AssentPhrases =
    [
        ["go", "ahead"],
        ["go", "for", "it"],
        ["do", "it"],
        ["do", "that"],
        ["do", "so"],
        ["please", "do"],
        ["of", "course"],
        ["sounds", "good"],
        ["looks", "good"],
        ["all", "good"],
        ["no", "problem"],
        ["why", "not"],
    ];

    private static readonly string[][] RefusalPhrases =
    [
        ["never", "mind"],
        ["not", "now"],
        ["do", "not", "do", "it"],
        ["dont", "do", "it"],
        ["dont", "do", "that"],
        ["no", "way"],
        ["forget", "it"],
        ["leave", "it"],
        ["keep", "it"],
        ["changed", "my", "mind"],
    ];

    /// <summary>Refusals whatever else is said: "ok, hold on" is no yes.</summary>
    private static readonly string[][] DecisiveRefusals =
    [
        ["hold", "on"],
        ["wait"],
        ["not", "yet"],
        ["dont", "want"],
        ["do", "not", "want"],
        ["dont", "need"],
        ["do", "not", "need"],
        ["agree", "not"],
        ["bye"],
        ["goodbye"],
    ];

    /// <summary>What begins with an assent's word and is none.</summary>
    private static readonly string[][] NoAnswers =
    [
        ["right", "now"],
        ["please", "confirm"],
        ["correct", "me"],
    ];

    /// <summary>What may stand before the assent itself; whatever else does makes a question of it, or a report.</summary>
    private static readonly FrozenSet<string> Openers = Words(
        "please pls plz thanks thank thx ty you oh well ah i im am we thats very great good all just and 🙏 🙂 😊 😀"
    );

    private static readonly FrozenSet<string> AskingOpeners = Words("you u can could may is it this that so");

    /// <summary>What may stand beside an answer and changes nothing of it.</summary>
    private static readonly FrozenSet<string> Fillers = Words(
        """
        please pls plz thanks thank thx ty you u very much i im am id it its is this that thats the me my for to then now just well so oh
        we can could may all and great good yet want need here 🙏 🙂 😊 😀
        """
    );

    /// <summary>Words for what a tool does, by which an answer may name what was asked.</summary>
    private static readonly (string Tool, FrozenSet<string> Verbs)[] Actions =
    [
        ("cancel", Words("cancel cancelled canceled cancelling cancellation order")),
        ("return", Words("return returned returning item items order")),
        ("exchange", Words("exchange exchanged swap swapped item items order")),
        ("address", Words("change changed update updated address order")),
        ("payment", Words("change changed update updated payment order")),
        ("items", Words("change changed update updated item items order")),
        ("ticket", Words("open opened create created file ticket")),
        ("comment", Words("add added comment ticket")),
    ];

    public static ApprovalAnswer Parse(string text, ToolCall asked)
    {
        var trimmed = text.Trim();
        if (trimmed.Length is 0 or > LongestAnswer)
        {
            return ApprovalAnswer.Other;
        }

        // "Ok?" asks back.
        if (trimmed.EndsWith('?'))
        {
            return ApprovalAnswer.Other;
        }

        var words = Split(trimmed);
        if (Holds(words, NoAnswers))
        {
            return ApprovalAnswer.Other;
        }

        if (Holds(words, DecisiveRefusals) || IsDropped(words, asked))
        {
            return ApprovalAnswer.No;
        }

        var (yes, no, negations, actions) = (0, 0, 0, 0);
        var asks = false;
        var named = Actions.Where(known => asked.Name.Contains(known.Tool, StringComparison.Ordinal)).ToList();
        var ids = IdsOf(asked);
        var i = 0;
        while (i < words.Count)
        {
            if (PhraseAt(words, i, RefusalPhrases) is > 0 and var refusal)
            {
                no++;
                i += refusal;
            }
            else if (PhraseAt(words, i, AssentPhrases) is > 0 and var assent)
            {
                yes++;
                i += assent;
            }
            else if (Assents.Contains(words[i]))
            {
                yes++;
                i++;
            }
            else if (Refusals.Contains(words[i]))
            {
                no++;
                i++;
            }
            else if (Negations.Contains(words[i]))
            {
                negations++;
                i++;
            }
            else if (named.Exists(known => known.Verbs.Contains(words[i])))
            {
                actions++;
                i++;
            }
            else if (Fillers.Contains(words[i]) || ids.Contains(words[i]))
            {
                asks |= yes == 0 && (i == 0 ? AskingOpeners.Contains(words[i]) : !Openers.Contains(words[i]));
                i++;
            }
            else
            {
                return ApprovalAnswer.Other;
            }
        }

        return yes > 0 && no + negations == 0 && !asks ? ApprovalAnswer.Yes
            : yes == 0 && (negations > 0 || (no > 0 && actions == 0)) ? ApprovalAnswer.No
            : ApprovalAnswer.Other;
    }

    /// <summary>"Cancel that" drops the question, where the question is not whether to cancel something.</summary>
    private static bool IsDropped(List<string> words, ToolCall asked) =>
        words.Contains("cancel")
        && !asked.Name.Contains("cancel", StringComparison.Ordinal)
        && words.TrueForAll(static word => word is "cancel" or "that" or "this" or "it" || Openers.Contains(word));

    private static bool Holds(List<string> words, string[][] phrases) =>
        Enumerable.Range(0, words.Count).Any(start => PhraseAt(words, start, phrases) > 0);

    private static int PhraseAt(List<string> words, int start, string[][] phrases)
    {
        foreach (var phrase in phrases)
        {
            if (words.Count - start >= phrase.Length && phrase.Index().All(word => words[start + word.Index] == word.Item))
            {
                return phrase.Length;
            }
        }

        return 0;
    }

    /// <summary>Ids among the call's arguments, as they are typed: without the sign before them.</summary>
    private static HashSet<string> IdsOf(ToolCall asked)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        if (asked.Arguments.ValueKind == JsonValueKind.Object)
        {
            foreach (
                var argument in asked
                    .Arguments.EnumerateObject()
                    .Where(static argument => argument.Name.EndsWith("_id", StringComparison.Ordinal))
            )
            {
                var id = argument.Value.ToString().TrimStart('#').ToLowerInvariant();
                ids.Add(id);
                ids.Add(id.TrimStart('w'));
            }
        }

        return ids;
    }

    /// <summary>
    /// Lower-case words; apostrophes vanish, an emoji is a word without its shade, and every other mark stands between words.
    /// </summary>
    private static List<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(Rune.ToLowerInvariant(rune));
            }
            else if (rune.Value is not ('\'' or '’'))
            {
                Flush();
                if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol)
                {
                    words.Add(rune.ToString());
                }
            }
        }

        Flush();
        return words;

        void Flush()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }
    }

    private static FrozenSet<string> Words(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
