using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
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
    [InlineData("since 2025-11-01", "2025-11-01", "2026-06-17")]
    [InlineData("since 01.11.2025", "2025-11-01", "2026-06-17")]
    [InlineData("on 01.11.2025", "2025-11-01", "2025-11-01")]
    [InlineData("since November 1st", "2025-11-01", "2026-06-17")]
    [InlineData("on the 1st of November", "2025-11-01", "2025-11-01")]
    [InlineData("since November", "2025-11-01", "2026-06-17")]
    [InlineData("after March", "2026-04-01", "2026-06-17")]
    [InlineData("before 2026", "2020-12-31", "2025-12-31")]
    [InlineData("until Jan 31, 2026", "2021-01-31", "2026-01-31")]
    [InlineData("from November to January", "2025-11-01", "2026-01-31")]
    [InlineData("between 2026-01-05 and 2026-02-03", "2026-01-05", "2026-02-03")]
    [InlineData("in 11/2025", "2025-11-01", "2025-11-30")]
    [InlineData("since 2025", "2025-01-01", "2026-06-17")]
    public void Find_NamedPeriod_GivesItsDays(string text, string from, string to) =>
        Assert.Equal((new Period(DateOnly.Parse(from, null), DateOnly.Parse(to, null)), null), Period.Find([text], Today));

    [Theory]
    [InlineData("how much have I spent?")]
    [InlineData("may I know how much I spent?")]
    [InlineData("what about #W2024001")]
    [InlineData("orders over $2024")]
    [InlineData("I paid 20.05")]
    public void Find_NoPeriod_IsNothing(string text) => Assert.Equal((null, null), Period.Find([text], Today));

    [Theory]
    [InlineData("Is it \"01/11/2025\"?", "January 11, 2025 or November 1, 2025")]
    [InlineData("since 3-4-2025", "March 4, 2025 or April 3, 2025")]
    [InlineData("since 31.02.2026", "no day \"31.02.2026\"")]
    [InlineData("since 2026-13-01", "no day \"2026-13-01\"")]
    [InlineData("since 01.11.", "can't read \"01.11.\"")]
    [InlineData("since 2026-11-01", "November 1, 2026 is still to come")]
    [InlineData("in 2027", "still to come")]
    [InlineData("from 2026-05-01 to 2026-04-01", "ends before it begins")]
    public void Find_WhatIsNotSure_IsAsked(string text, string question)
    {
        var (period, asked) = Period.Find([text], Today);

        Assert.Null(period);
        Assert.Contains(question, asked, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_AfterAQuestion_TakesTheAnswer() =>
        Assert.Equal(
            new Period(new DateOnly(2025, 4, 3), Today),
            Period.Find(["How much did I spend since 3-4-2025?", "since April 3, 2025", "and by month?"], Today).Period
        );

    /// <summary>Every day is read alike in every way to write it that leaves no doubt.</summary>
    [Fact]
    public void Find_ADay_IsTheSameHoweverItIsWritten() =>
        Prop.ForAll(Gen.Choose(0, 1_500).ToArbitrary(), AssertReadAlike).QuickCheckThrowOnFailure();

    private static void AssertReadAlike(int daysAgo)
    {
        var day = Today.AddDays(-daysAgo);
        string[] ways =
        [
            "yyyy-MM-dd",
            "yyyy/M/d",
            "dd.MM.yyyy",
            "d.M.yy",
            "MMMM d, yyyy",
            "MMM d yyyy",
            "d MMMM yyyy",
            "d'th of' MMMM yyyy",
            "MMMM d'st' yyyy",
        ];
        foreach (var text in ways.Select(way => day.ToString(way, CultureInfo.InvariantCulture)))
        {
            Assert.Equal((new Period(day, day), null), Period.Find([$"orders on {text}?"], Today));
            Assert.Equal((new Period(day, Today), null), Period.Find([$"what did I spend since {text}"], Today));
        }
    }

    /// <summary>A day and a month in numbers are read where only one order is possible, else asked: never taken for another span.</summary>
    [Fact]
    public void Find_NumbersWithSlashes_AreReadOrAsked() =>
        Prop.ForAll(Gen.Choose(1, 31).ToArbitrary(), Gen.Choose(1, 31).ToArbitrary(), AssertReadOrAsked).QuickCheckThrowOnFailure();

    private static void AssertReadOrAsked(int a, int b)
    {
        var (period, question) = Period.Find([$"on {a}/{b}/2025"], Today);

        var readings = new[] { (a, b), (b, a) }
            .Where(one => one.Item1 <= 12 && one.Item2 <= DateTime.DaysInMonth(2025, one.Item1))
            .Select(one => new DateOnly(2025, one.Item1, one.Item2))
            .Distinct()
            .ToList();
        Assert.Equal(readings.Count == 1 ? new Period(readings[0], readings[0]) : null, period);
        Assert.Equal(readings.Count != 1, question is not null);
    }
}
