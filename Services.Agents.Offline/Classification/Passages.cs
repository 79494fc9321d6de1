using System.Text;

namespace Services.Agents.Offline.Classification;

/// <summary>
/// Finds what is asked in a long text: of a story, the sentences that a request is likeliest to be in. What is read of a text is bounded,
/// so that its length does not decide what it costs.
/// </summary>
internal static class Passages
{
    /// <summary>Characters that are classified: about as many tokens as the embedding model reads.</summary>
    public const int Longest = 500;

    /// <summary>Characters at the beginning and at the end of a text that are searched for sentences.</summary>
    public const int Searched = 2_000;

    private const int LongestSentence = 240;

    // What is much less of a request than the likeliest sentence only hides it.
    private const float Kept = 0.5f;

    /// <summary>
    /// The text, if it is short; otherwise its likeliest sentences in their order, with at most <see cref="Longest"/> characters.
    /// </summary>
    public static string Condense(string text, IntentModel model)
    {
        if (text.Length <= Longest)
        {
            return text;
        }

        var sentences = Sentences(text.Length <= 2 * Searched ? text : $"{text[..Searched]}\n{text[^Searched..]}").Distinct().ToList();
        var wants = sentences.ConvertAll(sentence => Wants(model, sentence));
        var least = wants.Max() * Kept;
        var chosen = new bool[sentences.Count];
        var length = 0;
        foreach (var at in Enumerable.Range(0, sentences.Count).OrderByDescending(at => wants[at]))
        {
            if (wants[at] >= least && length + sentences[at].Length < Longest)
            {
                chosen[at] = true;
                length += sentences[at].Length + 1;
            }
        }

        return string.Join(' ', sentences.Where((_, at) => chosen[at]));
    }

    // How sure the n-grams are that something is wanted of the shop.
    private static float Wants(IntentModel model, string sentence)
    {
        var scores = model.Score(sentence);
        var highest = 0f;
        for (var i = 0; i < scores.Length; i++)
        {
            highest = Intents.IsRequest(model.Intents[i]) ? Math.Max(highest, scores[i]) : highest;
        }

        return highest;
    }

    private static List<string> Sentences(string text)
    {
        List<string> sentences = [];
        var sentence = new StringBuilder();
        foreach (var c in text)
        {
            // A long one is cut at a blank, or where there is none, anywhere.
            var ends =
                c is '\n' or '.' or '!' or '?'
                || (sentence.Length >= LongestSentence - 40 && char.IsWhiteSpace(c))
                || sentence.Length >= LongestSentence;
            sentence.Append(c is '\n' or '\r' ? ' ' : c);
            if (ends && sentence.Length > 3)
            {
                sentences.Add(sentence.ToString().Trim());
                sentence.Clear();
            }
        }

        sentences.Add(sentence.ToString().Trim());
        return sentences;
    }
}
