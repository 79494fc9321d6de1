using Services.Evals.Cli;
using Services.Evals.Reports;
using Services.Evals.Running;
using Services.Evals.Suites;

namespace Services.Evals.Tests;

public sealed class ReportTests
{
    private static readonly Scenario One = new()
    {
        Id = "one",
        Title = "First | thing",
        Turns = [new ScenarioTurn { Say = "a" }],
    };
    private static readonly Scenario Two = new()
    {
        Id = "two",
        Title = "Second thing",
        Turns = [new ScenarioTurn { Say = "b" }],
    };
    private static readonly Scenario Three = new()
    {
        Id = "three",
        Title = "Third thing",
        Turns = [new ScenarioTurn { Say = "c" }],
    };

    [Fact]
    public void Shortfalls_BelowEveryThreshold_AreNamed()
    {
        var summary = Summary(
            new SuiteThresholds
            {
                PassRate = 0.9,
                Scores = { ["relevance"] = 0.95, ["groundedness"] = 0.5 },
                FirstTokenMs = 50,
            }
        );

        Assert.Equal(0.5, summary.PassRate);
        Assert.Equal(4, summary.Shortfalls.Count);
    }

    [Fact]
    public void Shortfalls_AtTheThresholds_AreNone() =>
        Assert.Empty(
            Summary(
                new SuiteThresholds
                {
                    PassRate = 0.5,
                    Scores = { ["relevance"] = 0.8 },
                    FirstTokenMs = 100,
                }
            ).Shortfalls
        );

    [Fact]
    public void PassRate_NothingRan_IsZero() =>
        Assert.Equal(
            0,
            new SuiteSummary { Suite = Suite(new()), Results = [new ScenarioResult { Scenario = One, Skipped = "why" }] }.PassRate
        );

    [Fact]
    public void JUnit_ARun_HasACaseForEachScenario()
    {
        var suite = JUnitReport.Write(Summary(new())).Root!.Element("testsuite")!;

        Assert.Equal("3", suite.Attribute("tests")!.Value);
        Assert.Equal("1", suite.Attribute("failures")!.Value);
        Assert.Equal("1", suite.Attribute("skipped")!.Value);
        Assert.Contains(
            "does not contain",
            suite
                .Elements("testcase")
                .Single(static c => c.Attribute("name")!.Value == "two")
                .Element("failure")!
                .Attribute("message")!
                .Value
        );
    }

    [Fact]
    public void Markdown_ARun_ShowsScenariosFailuresAndTranscripts()
    {
        var text = MarkdownReport.Write(Summary(new() { PassRate = 1 }), new Uri("http://gateway/"));

        Assert.Contains("| one | passed |", text);
        Assert.Contains("First \\| thing", text);
        Assert.Contains("**Below threshold:**", text);
        Assert.Contains("does not contain", text);
        Assert.Contains("> pending", text);
    }

    [Theory]
    [InlineData(ExitCodes.Good, "--help")]
    [InlineData(ExitCodes.Good, "run", "--help")]
    [InlineData(ExitCodes.Usage, "run")]
    [InlineData(ExitCodes.Usage, "run", "--gateway", "nonsense")]
    [InlineData(ExitCodes.Usage, "run", "--gateway", "http://127.0.0.1:1", "--wrong")]
    [InlineData(ExitCodes.Usage, "run", "--gateway", "http://127.0.0.1:1", "--parallel", "0")]
    [InlineData(ExitCodes.Usage, "run", "--gateway", "http://127.0.0.1:1", "--thresholds", "relevance")]
    [InlineData(ExitCodes.Usage, "run", "--gateway", "http://127.0.0.1:1", "--suite", "/no/such/file.yaml")]
    [InlineData(ExitCodes.Usage, "run", "--gateway", "http://127.0.0.1:1", "--only", "no-such-scenario")]
    [InlineData(ExitCodes.Unreachable, "run", "--gateway", "http://127.0.0.1:1")]
    public async Task InvokeAsync_TheCommandLine_HasItsExitCode(int expected, params string[] args) =>
        Assert.Equal(expected, await EvaluationCommand.InvokeAsync(args));

    [Theory]
    [InlineData(true, "run")]
    [InlineData(true, "--help")]
    [InlineData(false)]
    [InlineData(false, "--urls", "http://127.0.0.1:0")]
    public void Handles_OnlyTheCommandLine(bool expected, params string[] args) => Assert.Equal(expected, EvaluationCommand.Handles(args));

    private static SuiteSummary Summary(SuiteThresholds thresholds) =>
        new()
        {
            Suite = Suite(thresholds),
            Results =
            [
                Result(One, "pending", 60, 0.9),
                Result(Two, "delivered", 100, 0.7, "does not contain 'pending'"),
                new ScenarioResult { Scenario = Three, Skipped = "no pending order is left" },
            ],
        };

    private static EvaluationSuite Suite(SuiteThresholds thresholds) =>
        new()
        {
            Version = 1,
            Name = "test",
            Thresholds = thresholds,
            Scenarios = [One, Two, Three],
        };

    private static ScenarioResult Result(Scenario scenario, string content, double firstToken, double relevance, params string[] failures)
    {
        var reply = new Reply
        {
            Content = content,
            FirstTokenMs = firstToken,
            Scores = new Dictionary<string, double> { ["relevance"] = relevance },
        };
        return new ScenarioResult
        {
            Scenario = scenario,
            Turns = [new TurnResult(scenario.Turns[0].Say, reply, failures)],
            Duration = TimeSpan.FromSeconds(1),
        };
    }
}
