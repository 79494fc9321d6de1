using Services.Evals.Suites;

namespace Services.Evals.Tests;

public sealed class SuiteReaderTests
{
    [Fact]
    public void ReadBuiltIn_TheShippedSuite_HasTwentyIndependentScenarios()
    {
        var suite = SuiteReader.ReadBuiltIn();

        Assert.InRange(suite.Scenarios.Count, 20, 500);
        Assert.Contains(suite.Scenarios, static s => s.Turns.Count > 1);
        Assert.Contains(suite.Scenarios, static s => s.Writes);
        Assert.All(suite.Scenarios.SelectMany(static s => s.Turns), static t => Assert.DoesNotMatch("#W1\\d{6}", t.Say));
        Assert.NotEmpty(suite.Thresholds.Scores);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("version: 2\nname: a\nscenarios: [{id: a, title: a, turns: [{say: a}]}]", "Version 2")]
    [InlineData("version: 1\nname: a\nscenarios: []", "1 to 500")]
    [InlineData(
        "version: 1\nname: a\nscenarios: [{id: a, title: a, turns: [{say: a}]}, {id: a, title: a, turns: [{say: a}]}]",
        "Two scenarios"
    )]
    [InlineData("version: 1\nname: a\nscenarios: [{id: a, title: a, turns: []}]", "1 to 20 turns")]
    [InlineData("version: 1\nname: a\nscenarios: [{id: a, title: a, writes: true, turns: [{say: a}]}]", "writes")]
    [InlineData("version: 1\nname: a\nscenarios: [{id: a, title: a, turns: [{say: a, expect: {matches: '('}}]}]", "regular expression")]
    [InlineData("version: 1\nname: a\nscenarios:\n  - id: a\n    title: a\n    turns: [{say: a, expext: {}}]", "Line 6")]
    [InlineData(
        "version: 1\nname: a\nscenarios: [{id: a, title: a, turns: [{say: a, expect: {scores: {relevence: 1}}}]}]",
        "'relevence' is no metric; there are relevance, groundedness, safety"
    )]
    [InlineData(
        "version: 1\nname: a\nscenarios: [{id: a, title: a, turns: [{say: a, expect: {scores: {safety: 90}}}]}]",
        "safety must be 0 to 1"
    )]
    [InlineData("version: 1\nname: a\nthresholds: {scores: {safty: 1}}\nscenarios: [{id: a, title: a, turns: [{say: a}]}]", "'safty'")]
    [InlineData(
        "version: 1\nname: a\nscenarios: [{id: a, title: a, turns: [{say: a, expect: {blocked: ofttopic}}]}]",
        "'ofttopic' is no category"
    )]
    [InlineData("version: 1\nname: a\nscenarios: [{id: a, title: a, order: pendng, turns: [{say: a}]}]", "'pendng' is no state")]
    [InlineData("version: [", "Line")]
    public void Parse_AWrongSuite_SaysWhatIsWrong(string yaml, string part) =>
        Assert.Contains(part, Assert.Throws<SuiteException>(() => SuiteReader.Parse(yaml)).Message);

    [Fact]
    public void Fill_Variables_AreReplaced() =>
        Assert.Equal("Where is #W1?", Template.Fill("Where is {{ order }}?", new Dictionary<string, string> { ["order"] = "#W1" }));

    [Fact]
    public void Fill_AnUnknownVariable_IsNamed() =>
        Assert.Contains(
            "'order'",
            Assert.Throws<SuiteException>(() => Template.Fill("{{order}}", new Dictionary<string, string>())).Message
        );
}
