using Turns.Bench.Platform;

namespace Turns.Bench.Tests;

public sealed class ProcessTableTests
{
    [Fact]
    public void Parse_NameWithBlanksAndParentheses_IsNotInTheWay()
    {
        var stat = ProcessStat.Parse("42 (a (b) c) S 7 42 42 0 -1 4194560 100 200 0 0 11 22 33 44 20 0 1 0 5");

        Assert.Equal(new ProcessStat(42, 7, 110), stat);
    }

    [Fact]
    public void TreeSeconds_WithChildren_SumsThemAll()
    {
        var table = new ProcessTable([new(1, 0, 900), new(10, 1, 100), new(11, 10, 20), new(12, 11, 3), new(20, 1, 500)]);

        Assert.Equal(1.23, table.TreeSeconds(10), precision: 6);
    }

    [Fact]
    public void TreeSeconds_OfAnEndedProcess_IsZero() => Assert.Equal(0, new ProcessTable([]).TreeSeconds(10));
}
