using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.RegularExpressions;
using Services.Evals.Suites;

namespace Services.Evals.Running;

/// <summary>Holds one conversation and compares each reply with what is expected.</summary>
internal sealed class ScenarioRunner(PlatformClient platform)
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Runs a scenario; it ends with the first turn that fails, since what follows would rest on it.</summary>
    public async Task<ScenarioResult> RunAsync(
        Scenario scenario,
        string user,
        Dictionary<string, string> variables,
        CancellationToken cancellationToken
    )
    {
        var started = Stopwatch.GetTimestamp();
        var turns = new List<TurnResult>();
        string? broken = null;
        var room = $"eval-{scenario.Id}-{Guid.CreateVersion7():N}";
        try
        {
            await using var client = await RoomClient.ConnectAsync(platform, user, room, cancellationToken);
            foreach (var turn in scenario.Turns)
            {
                turns.Add(await RunAsync(client, turn, user, room, variables, cancellationToken));
                if (turns[^1].Failures.Count > 0)
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is PlatformUnavailableException or HttpRequestException or WebSocketException or SuiteException)
        {
            broken = e.Message;
        }

        return new ScenarioResult
        {
            Scenario = scenario,
            User = user,
            Turns = turns,
            Broken = broken,
            Duration = Stopwatch.GetElapsedTime(started),
        };
    }

    private async Task<TurnResult> RunAsync(
        RoomClient client,
        ScenarioTurn turn,
        string user,
        string room,
        Dictionary<string, string> variables,
        CancellationToken cancellationToken
    )
    {
        var said = Template.Fill(turn.Say, variables);
        var reply = await client.AskAsync(said, cancellationToken);
        if (reply is { Scores: null or { Count: 0 }, MessageId: { } id, Error: null, BlockReason: null })
        {
            reply = reply with { Scores = await platform.FindEvaluationAsync(user, room, id, cancellationToken) };
        }

        var failures = ReplyChecks.Check(reply, turn.Expect, variables).ToList();
        foreach (var (name, pattern) in turn.Capture)
        {
            var match = Regex.Match(reply.Content, pattern, RegexOptions.CultureInvariant, PatternTimeout);
            variables[name] = match.Value;
            if (!match.Success)
            {
                failures.Add($"has nothing that matches /{pattern}/");
            }
        }

        return new TurnResult(said, reply, failures);
    }
}
