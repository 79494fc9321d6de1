using Services.Agents.Offline.Understanding;

namespace Services.Agents.Offline.Tests;

public sealed class PeriodTests
{
    private static readonly DateOnly Today = new(2026, 6, 17);

    [Theory]
    [InlineData("this year", "2026-01-01", "2026-06-17")]
    [InlineData("what about last year?", "2025-01-01", "2025-12-31")]
    [InlineData("this month", "2026-06-01", "2026-06-17")]
    [InlineData("last month", "2026-05-01", "2026-05-31")]
    [InlineData("last quarter", "2026-01-01", "2026-03-31")]
    [InlineData("this week", "2026-06-15", "2026-06-17")]
    [InlineData("last week", "2026-06-08", "2026-06-14")]
    [InlineData("in march", "2026-03-01", "2026-03-31")]
    [InlineData("in November", "2025-11-01", "2025-11-30")]
    [InlineData("in february 2024", "2024-02-01", "2024-02-29")]
    [InlineData("in 2024", "2024-01-01", "2024-12-31")]
    [InlineData("the last 30 days", "2026-05-18", "2026-06-17")]
    [InlineData("yesterday", "2026-06-16", "2026-06-16")]
    public void In_NamedPeriod_GivesItsDays(string text, string from, string to) =>
        Assert.Equal(new Period(DateOnly.Parse(from, null), DateOnly.Parse(to, null)), Period.In(text, Today));

    [Fact]
    public void In_NoPeriod_IsNull() => Assert.Null(Period.In("how much have I spent?", Today));
}
