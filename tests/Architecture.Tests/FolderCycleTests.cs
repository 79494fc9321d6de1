using Architecture.Tests.Source;

namespace Architecture.Tests;

/// <summary>
/// Inside a project, too, dependencies point one way: its folders are capabilities, and none rests on one that rests on it.
/// </summary>
public sealed class FolderCycleTests
{
    public static TheoryData<string> Projects => [.. Repository.Projects.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_OfAProject_FormNoCycle(string project)
    {
        List<string> cycles = [];
        foreach (var graph in FolderGraph.Of(SourceProject.Of(Repository.Projects[project]).References()))
        {
            if (graph.FindCycle() is { } cycle)
            {
                cycles.Add($"{project}/{graph.Folder}{Environment.NewLine}{graph.Describe(cycle)}");
            }
        }

        Assert.True(cycles.Count == 0, string.Join(Environment.NewLine, cycles));
    }

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
}
