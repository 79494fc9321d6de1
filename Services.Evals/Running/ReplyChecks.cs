using System.Globalization;
using System.Text.RegularExpressions;
using Services.Evals.Suites;

namespace Services.Evals.Running;

/// <summary>Compares a reply with what is expected of it.</summary>
internal static class ReplyChecks
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    /// <summary>What is wrong, a sentence each; empty if nothing.</summary>
    public static IReadOnlyList<string> Check(Reply reply, Expectation expected, IReadOnlyDictionary<string, string> variables)
    {
        if (reply.Error is { } error)
        {
            return [$"failed: {error}"];
        }

        if (expected.Blocked is { } category)
        {
            return CheckBlocked(reply, category);
        }

        return reply.BlockReason is null
            ? [.. CheckText(reply, expected, variables), .. CheckMetadata(reply, expected), .. CheckScores(reply, expected)]
            : [$"was blocked ({string.Join(", ", reply.BlockCategories)}): {reply.BlockReason}"];
    }

    private static string[] CheckBlocked(Reply reply, string category) =>
        reply switch
        {
            { BlockReason: null } => [$"was answered, and should have been blocked for {category}: {Excerpt(reply.Content)}"],
            { BlockReason: "" } => ["was blocked without a reason"],
            _ when !reply.BlockCategories.Contains(category) =>
            [
                $"was blocked for {string.Join(", ", reply.BlockCategories)}, not for {category}",
            ],
            _ => [],
        };

    private static IEnumerable<string> CheckText(Reply reply, Expectation expected, IReadOnlyDictionary<string, string> variables)
    {
        if (reply.Streamed != reply.Content)
        {
            yield return "the chunks do not add up to the reply";
        }

        foreach (var text in expected.Contains.Select(Fill).Where(t => !Has(t)))
        {
            yield return $"does not contain '{text}': {Excerpt(reply.Content)}";
        }

        foreach (var text in expected.NotContains.Select(Fill).Where(Has))
        {
            yield return $"contains '{text}': {Excerpt(reply.Content)}";
        }

        if (expected.ContainsAny.Count > 0 && !expected.ContainsAny.Select(Fill).Any(Has))
        {
            yield return $"contains none of '{string.Join("', '", expected.ContainsAny.Select(Fill))}': {Excerpt(reply.Content)}";
        }

        if (
            expected.Matches is { } pattern
            && !Regex.IsMatch(reply.Content, Fill(pattern), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternTimeout)
        )
        {
            yield return $"does not match /{Fill(pattern)}/: {Excerpt(reply.Content)}";
        }

        string Fill(string text) => Template.Fill(text, variables);
        bool Has(string text) => reply.Content.Contains(text, StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<string> CheckMetadata(Reply reply, Expectation expected)
    {
        if (expected.Agent is { } agent && reply.Agent != agent)
        {
            yield return $"came from agent '{reply.Agent}', not '{agent}'";
        }

        if (expected.Route.Count > 0 && !expected.Route.Contains(reply.Route ?? ""))
        {
            yield return $"was routed as '{reply.Route}', not '{string.Join("' or '", expected.Route)}'";
        }

        foreach (var tool in expected.Tools.Except(reply.Tools))
        {
            yield return $"did not use {tool}, but {(reply.Tools.Count == 0 ? "no tool" : string.Join(", ", reply.Tools))}";
        }

        if (expected.Approval is { } approval && approval != reply.ApprovalId is not null)
        {
            yield return approval ? $"did not ask for approval: {Excerpt(reply.Content)}" : "asked for approval";
        }

        if (expected.FirstTokenMs is not null && reply.FirstTokenMs is null)
        {
            yield return "does not say when its first token came";
        }
        else if (expected.FirstTokenMs is { } bound && reply.FirstTokenMs > bound)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"the first token took {reply.FirstTokenMs:0} ms, more than {bound} ms"
            );
        }
    }

    private static IEnumerable<string> CheckScores(Reply reply, Expectation expected)
    {
        if (expected.Scores.Count > 0 && reply.Scores is null)
        {
            yield return "was not evaluated in time";
            yield break;
        }

        foreach (var (metric, floor) in expected.Scores)
        {
            if (reply.Scores?.TryGetValue(metric, out var score) != true)
            {
                var wanted = floor.ToString("0.00", CultureInfo.InvariantCulture);
                yield return $"has no score for {metric}, where {wanted} is wanted: leave it out where it does not apply: "
                    + Excerpt(reply.Content);
            }
            else if (score < floor)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{metric} is {score:0.00}, below {floor:0.00}: {Excerpt(reply.Content)}"
                );
            }
        }
    }

    private static string Excerpt(string text) => text.Length <= 160 ? text : text[..160] + "…";
}
