using Services.Orchestrator.Graph;

namespace Services.Orchestrator.Tests.Graph;

public sealed class GraphDefinitionTests
{
    [Theory]
    [InlineData("left", "b")]
    [InlineData("right", "c")]
    public void Next_TwoEdgesOfOneNode_TakesTheFirstWhoseConditionHolds(string state, string expected)
    {
        var graph = new GraphDefinition<string>("a").Edge("a", "b", when: way => way == "left").Edge("a", "c").End("b").End("c");

        graph.Validate(["a", "b", "c"]);

        Assert.Equal(expected, graph.Next("a", state));
        Assert.Null(graph.Next(expected, state));
    }

    [Fact]
    public void Validate_EdgeToNoNode_Throws() => Refused(new GraphDefinition<string>("a").Edge("a", "elsewhere"), "elsewhere");

    [Fact]
    public void Validate_NodeThatOnlyAConditionLeaves_Throws() =>
        Refused(new GraphDefinition<string>("a").Edge("a", "b", when: _ => true).End("b"), "'a'", "a", "b");

    [Fact]
    public void Validate_NodeThatNothingLeadsTo_Throws() => Refused(new GraphDefinition<string>("a").End("a").End("b"), "'b'", "a", "b");

    [Fact]
    public void Create_TurnGraph_LeadsFromEveryNodeToItsEnd()
    {
        var graph = TurnGraph.Create();
        var nodes = graph.Edges.Select(edge => edge.From).Distinct().ToList();

        graph.Validate(nodes);

        Assert.Equal(["load_context", "input_guard", "route", "agent", "output_guard", "persist"], nodes);
        Assert.Equal("persist", Assert.Single(graph.Edges, edge => edge.To is null).From);
    }

    private static void Refused(GraphDefinition<string> graph, string named, params string[] nodes) =>
        Assert.Contains(
            named,
            Assert.Throws<InvalidOperationException>(() => graph.Validate(nodes.Length == 0 ? ["a"] : nodes)).Message,
            StringComparison.Ordinal
        );
}
