using System.Numerics;
using System.Text.RegularExpressions;
using Services.Contracts.Evaluations;
using Services.Contracts.Turns;

namespace Services.Evals.Evaluators;

/// <summary>
/// Does the answer speak to the question? Compares what both are about: the records they name, the topics, the words. A question for what
/// is missing and a refusal with a reason are answers too. A question without content, such as "yes", has no score.
/// </summary>
internal sealed partial class RelevanceEvaluator : IEvaluator
{
    private const double FlagBelow = 0.4;
    private const double TopicShare = 0.6;
    private const double WordShare = 0.2;
    private const double EntityShare = 0.2;
    private const double FullWordOverlap = 0.5;
    private const double Abstention = 0.3;

    /// <inheritdoc/>
    public string Metric => EvaluationMetrics.Relevance;

    /// <inheritdoc/>
    public ValueTask<MetricScore?> EvaluateAsync(EvaluatedTurn turn, CancellationToken cancellationToken) =>
        ValueTask.FromResult(turn.Turn.Outcome == TurnOutcome.Interrupted ? null : Evaluate(turn.Turn));

    private static MetricScore? Evaluate(TurnCompleted turn)
    {
        var words = ContentWords.Of(turn.Question);
        var entities = Entities(turn.Question);
        var asked = TopicWords.Of(turn.Question);
        if (words.Count == 0 && entities.Count == 0)
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(turn.Answer))
        {
            return new MetricScore(0, EvaluationFlags.OffQuestion);
        }

        var named = Entities(turn.Answer);
        if (entities.Count > 0 && named.Count > 0 && !entities.Overlaps(named))
        {
            return new MetricScore(0.2, EvaluationFlags.WrongEntity);
        }

        if (Abstains.IsMatch(turn.Answer))
        {
            return new MetricScore(Abstention, EvaluationFlags.OffQuestion);
        }

        var value = Math.Max(Overlap(turn, asked, words, entities, named), Floor(turn, asked, entities.Overlaps(named)));
        return value < FlagBelow
            ? new MetricScore(Math.Round(value, 3), EvaluationFlags.OffQuestion)
            : new MetricScore(Math.Round(value, 3));
    }

    private static double Overlap(TurnCompleted turn, Topics asked, HashSet<string> words, HashSet<string> entities, HashSet<string> named)
    {
        var tools = string.Join(' ', turn.Tools.Select(static t => t.Call.Name));
        var answered = TopicWords.Of(turn.Answer) | TopicWords.Of(tools) | TopicWords.Of(tools.Replace('_', ' '));
        double? topic = asked == Topics.None ? null : Math.Min(1, 2.0 * Count(asked & answered) / Count(asked));
        double? word =
            words.Count == 0
                ? null
                : Math.Min(1, (double)words.Intersect(ContentWords.Of(turn.Answer)).Count() / words.Count / FullWordOverlap);
        var wordOverlap = word ?? topic ?? 0;
        var topicOverlap = Math.Max(topic ?? 0, wordOverlap);
        var entityOverlap = entities.Count == 0 ? topicOverlap : (double)entities.Intersect(named).Count() / entities.Count;
        return (TopicShare * topicOverlap) + (WordShare * wordOverlap) + (EntityShare * entityOverlap);
    }

    /// <summary>The least that a fitting kind of answer scores, whatever its words.</summary>
    private static double Floor(TurnCompleted turn, Topics asked, bool sameEntity)
    {
        var answered = TopicWords.Of(turn.Answer);
        return turn switch
        {
            { Outcome: TurnOutcome.AwaitingApproval } => 0.8,
            _ when AsksForMissing.IsMatch(turn.Answer) => 0.8,
            _ when Refuses.IsMatch(turn.Answer) => sameEntity || (asked & answered) != Topics.None || asked == Topics.None ? 0.8 : 0.5,
            _ when asked is Topics.Greeting or Topics.Help or (Topics.Greeting | Topics.Help) => Offers.IsMatch(turn.Answer) ? 1 : 0.5,
            _ => 0,
        };
    }

    private static int Count(Topics topics) => BitOperations.PopCount((uint)topics);

    private static HashSet<string> Entities(string text) =>
        Entity.Matches(text).Select(static m => m.Value.TrimStart('#').ToUpperInvariant()).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"#?\bW\d{5,10}\b|\bT-\d{2,8}\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Sentences.PatternTimeout)]
    private static partial Regex Entity { get; }

    [GeneratedRegex(
        @"\b(?:which|what|could you|can you|please|may i|do you|would you|tell me|give me|let me "
            + @"know|need)\b[^.!?]{0,90}\b(?:order|number|e-?mail|name|zip|reason|item|items|address|product|ticket|size|"
            + @"colou?r|option|payment|card|more|detail|details|which|confirm)\b[^.!?]{0,80}[?.]",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        Sentences.PatternTimeout
    )]
    private static partial Regex AsksForMissing { get; }

    [GeneratedRegex(
        @"\b(?:can(?:no|')t|cannot|unable|not able|not possible|do(?:n't| not) (?:have|know)|could(?:n't| not) find|no "
            + @"(?:order|record|product|customer|ticket)|only .{1,40} can be|was not found|isn't possible|sorry)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        Sentences.PatternTimeout
    )]
    private static partial Regex Refuses { get; }

    [GeneratedRegex(
        @"\b(?:help|assist|hello|hi|welcome|glad|happy|can (?:look|check|do))\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        Sentences.PatternTimeout
    )]
    private static partial Regex Offers { get; }

    /// <summary>The assistant says that it did not understand: better than a guess, but no answer.</summary>
    [GeneratedRegex(
        @"\b(?:not sure what you mean|did(?:n't| not) (?:quite )?understand|could(?:n't| not) understand|rephrase)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        Sentences.PatternTimeout
    )]
    private static partial Regex Abstains { get; }
}
