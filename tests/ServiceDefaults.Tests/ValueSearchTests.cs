using ServiceDefaults.Text;

namespace ServiceDefaults.Tests;

public sealed class ValueSearchTests
{
    [Fact]
    public void In_OverlappingValues_ReportsEachAtItsPlace() =>
        Assert.Equal(
            [(2, "Anna Maria"), (2, "anna"), (7, "maria")],
            new ValueSearch(["anna", "Anna Maria", "maria", ""]).In("- ANNA MARIA")
        );

    [Fact]
    public void Found_SomeOfTheValues_GivesThoseAtPlacesThatCount() =>
        Assert.Equal(
            ["ann", "BOB"],
            ValueSearch
                .Found(
                    ["annual, Ann", "bob"],
                    ["ann", "BOB", "carl", "nua"],
                    static (text, start, _) => start == 0 || text[start - 1] == ' '
                )
                .Order(StringComparer.OrdinalIgnoreCase)
        );

    [Fact]
    public void Found_AValueAgainAndAgainBeforeTheOther_FindsBoth() =>
        Assert.Equal(2, ValueSearch.Found([new string('a', 100_000) + "b"], ["a", "b"], static (_, _, _) => true).Count);

    [Fact]
    public void Found_NoValues_IsEmpty() => Assert.Empty(ValueSearch.Found(["text"], [], static (_, _, _) => true));
}
