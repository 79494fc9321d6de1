using Architecture.Tests.Source;

namespace Architecture.Tests;

/// <summary>
/// Inside a project, too, dependencies point one way: its folders are capabilities, and none rests on one that rests on it.
/// </summary>
public sealed class FolderCycleTests
{
    /// <summary>
    /// Dependencies that close a cycle and are to go. The list only gets shorter: one that is no longer needed is a failure.
    /// </summary>
    private static readonly FolderException[] Exceptions =
    [
        new("Services.Gateway.SocketIo", "", "Rooms", "SocketIoSocket.cs"),
        new("Services.Gateway.SocketIo", "EngineIo", "Requests", "EngineServer.cs"),
        new("Services.Gateway.SocketIo", "EngineIo", "Requests", "EngineSession.cs"),
    ];

    public static TheoryData<string> Projects => [.. Repository.Projects.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_OfAProject_FormNoCycle(string project)
    {
        var known = Exceptions.Where(exception => exception.Project == project).ToList();
        List<string> cycles = [];
        foreach (var graph in GraphsOf(project))
        {
            var rest = graph.Without(known.Where(exception => exception.Folder == graph.Folder).Select(exception => exception.Edge));
            if (rest.FindCycle() is { } cycle)
            {
                cycles.Add($"{project}/{graph.Folder}{Environment.NewLine}{rest.Describe(cycle)}");
            }
        }

        Assert.True(cycles.Count == 0, string.Join(Environment.NewLine, cycles));
    }

    [Fact]
    public void Exceptions_AreAllNeeded() =>
        Assert.All(
            Exceptions,
            exception =>
            {
                var others = Exceptions.Where(other =>
                    other != exception && other.Project == exception.Project && other.Folder == exception.Folder
                );
                var graph = GraphsOf(exception.Project).SingleOrDefault(graph => graph.Folder == exception.Folder);
                var cycle = graph?.Without(others.Select(other => other.Edge)).FindCycle();

                Assert.True(
                    cycle is not null && cycle.Contains(exception.Edge),
                    $"{exception} closes no cycle any more: take it off the list."
                );
            }
        );

    [Fact]
    public void FindCycle_OfFoldersThatNeedEachOther_NamesTheWayRound()
    {
        SourceProject project = new([
            new("A/One.cs", "using P.B; namespace P.A; class One { Two two; }"),
            new("B/Two.cs", "namespace P.B; class Two { void M() { P.C.Three.Go(); } }"),
            new("C/Three.cs", "namespace P.C; class Three { static Base Go() => new(); }"),
            new("Base.cs", "namespace P; class Base { A.One one; }"),
        ]);

        var graph = Assert.Single(FolderGraph.Of(project.References()));

        Assert.Equal([("A", "B"), ("B", "C"), ("C", "Base.cs"), ("Base.cs", "A")], graph.FindCycle());
    }

    [Fact]
    public void FindCycle_OfABaseAndWhatComposesIt_FindsNone()
    {
        SourceProject project = new([
            new("Program.cs", "using P.A; new One();"),
            new("Base.cs", "namespace P; class Base;"),
            new("A/One.cs", "namespace P.A; class One : Base { public Base Two { get; } }"),
            new("A/Inner/Two.cs", "namespace P.A.Inner; class Two { One one; }"),
        ]);

        Assert.All(FolderGraph.Of(project.References()), graph => Assert.Null(graph.FindCycle()));
    }

    private static IEnumerable<FolderGraph> GraphsOf(string project) =>
        FolderGraph.Of(SourceProject.Of(Repository.Projects[project]).References());

    /// <param name="Project">The project.</param>
    /// <param name="Folder">Where the two lie; empty for the project itself.</param>
    /// <param name="From">The folder that depends.</param>
    /// <param name="To">The folder that it should not know.</param>
    private sealed record FolderException(string Project, string Folder, string From, string To)
    {
        public (string From, string To) Edge => (From, To);
    }
}
