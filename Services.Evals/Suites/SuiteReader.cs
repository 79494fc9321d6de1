using System.Text.RegularExpressions;
using Services.Contracts.Evaluations;
using Services.Contracts.Guardrails;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Services.Evals.Suites;

/// <summary>Reads suites and says what is wrong with them.</summary>
internal static class SuiteReader
{
    private const int SupportedVersion = 1;
    private const int MaxScenarios = 500;
    private const int MaxTurns = 20;
    private const string BuiltIn = "Services.Evals.Suites.switchboard.yaml";

    /// <summary>The suite that ships with the service.</summary>
    public static EvaluationSuite ReadBuiltIn()
    {
        using var reader = new StreamReader(typeof(SuiteReader).Assembly.GetManifestResourceStream(BuiltIn)!);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>Parses and checks a suite.</summary>
    /// <exception cref="SuiteException">It is not one; the message says where and why.</exception>
    public static EvaluationSuite Parse(string yaml)
    {
        try
        {
            var deserializer = new DeserializerBuilder()
                .WithNamingConvention(CamelCaseNamingConvention.Instance)
                .WithEnforceRequiredMembers()
                .Build();
            var suite = deserializer.Deserialize<EvaluationSuite>(yaml) ?? throw new SuiteException("The suite is empty.");
            Check(suite);
            return suite;
        }
        catch (YamlException e)
        {
            throw new SuiteException($"Line {e.Start.Line}: {e.InnerException?.Message ?? e.Message}");
        }
    }

    private static void Check(EvaluationSuite suite)
    {
        Require(
            suite.Version == SupportedVersion,
            $"Version {suite.Version} is not supported; this build reads version {SupportedVersion}."
        );
        Require(suite.Scenarios is { Count: > 0 and <= MaxScenarios }, $"A suite has 1 to {MaxScenarios} scenarios.");
        Require(suite.Thresholds.PassRate is >= 0 and <= 1, "thresholds.passRate must be 0 to 1.");
        foreach (var group in suite.Scenarios.GroupBy(static s => s.Id))
        {
            Require(group.Count() == 1, $"Two scenarios are called '{group.Key}'.");
        }

        CheckScores("thresholds.scores", suite.Thresholds.Scores);
        suite.Scenarios.ForEach(Check);
    }

    private static void Check(Scenario scenario)
    {
        Require(scenario.Turns is { Count: > 0 and <= MaxTurns }, $"Scenario '{scenario.Id}': 1 to {MaxTurns} turns.");
        Require(
            !scenario.Writes || scenario.Order is not null,
            $"Scenario '{scenario.Id}' writes, so it has to say with 'order' which kind of order it needs."
        );
        // What is misspelt would never be found, and the scenario be passed over or pass.
        Require(
            scenario.Order is null || SuiteOrders.Statuses.Contains(scenario.Order),
            $"Scenario '{scenario.Id}': '{scenario.Order}' is no state of an order; there are {string.Join(", ", SuiteOrders.Statuses)}."
        );
        foreach (var turn in scenario.Turns)
        {
            CheckScores($"Scenario '{scenario.Id}'", turn.Expect.Scores);
            Require(
                turn.Expect.Blocked is null || GuardrailCategories.All.Contains(turn.Expect.Blocked),
                $"Scenario '{scenario.Id}': '{turn.Expect.Blocked}' is no category; there are {string.Join(", ", GuardrailCategories.All)}."
            );
            foreach (var pattern in turn.Capture.Values.Append(turn.Expect.Matches).OfType<string>())
            {
                Require(IsPattern(pattern), $"Scenario '{scenario.Id}': '{pattern}' is not a regular expression.");
            }
        }
    }

    private static void CheckScores(string where, Dictionary<string, double> scores)
    {
        foreach (var (metric, floor) in scores)
        {
            Require(
                EvaluationMetrics.All.Contains(metric),
                $"{where}: '{metric}' is no metric; there are {string.Join(", ", EvaluationMetrics.All)}."
            );
            Require(floor is >= 0 and <= 1, $"{where}: the score of {metric} must be 0 to 1.");
        }
    }

    private static bool IsPattern(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new SuiteException(message);
        }
    }
}

/// <summary>A suite that cannot be run.</summary>
internal sealed class SuiteException(string message) : Exception(message);
