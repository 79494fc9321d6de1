using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Services.Agents.Offline.Understanding;

namespace Services.Agents.Offline.Tests;

/// <summary>Amounts are read in both ways to group digits, or asked, and never taken for others.</summary>
public sealed class AmountTests
{
    private static readonly NumberFormatInfo[] Styles = [Style(",", "."), Style(".", ","), Style("'", "."), Style("\u202f", ",")];

    [Theory]
    [InlineData("more than USD 1.000,00", 1_000)]
    [InlineData("more than $1,000", 1_000)]
    [InlineData("more than 1.234.567", 1_234_567)]
    [InlineData("more than 1 000,50", 1_000.50)]
    [InlineData("more than 300,5 dollars", 300.5)]
    [InlineData("more than 2k", 2_000)]
    [InlineData("more than 1.5 thousand dollars", 1_500)]
    [InlineData("more than US$ 45.10", 45.10)]
    [InlineData("more than $5.99 please, yes", 5.99)]
    [InlineData("more than 20, not less", 20)]
    public void In_AnAmount_IsRead(string text, decimal expected)
    {
        var filter = OrderFilter.In(text);

        Assert.Null(filter.Question);
        Assert.Equal(expected, filter.Least);
    }

    [Theory]
    [InlineData("more than 1.000", "$1,000.00 or $1.00")]
    [InlineData("more than $12.500 in all", "$12,500.00 or $12.50")]
    [InlineData("under 300,00 €", "in US dollars")]
    [InlineData("under EUR 300", "in US dollars")]
    [InlineData("at least £20", "in US dollars")]
    [InlineData("between 100 and 200 euros", "in US dollars")]
    [InlineData("more than 1,00,000", "can't read")]
    [InlineData("more than 1.000.00", "can't read")]
    [InlineData("more than 0.500", "can't read")]
    public void In_WhatIsNotSure_IsAsked(string text, string question)
    {
        var filter = OrderFilter.In(text);

        Assert.Contains(question, filter.Question, StringComparison.Ordinal);
        Assert.False(filter.IsBounded);
        Assert.True(filter.Narrows);
    }

    [Theory]
    [InlineData("more than 2 items")]
    [InlineData("over 5%")]
    [InlineData("under 12abc")]
    [InlineData("between 2 and 3")]
    public void In_NoAmount_IsNothing(string text) => Assert.False(OrderFilter.In(text).Narrows);

    [Fact]
    public void In_AnAnswerToTheQuestion_TakesItsPlace() =>
        Assert.Equal(new OrderFilter(1_000, null, Strict: true, 0), OrderFilter.In("orders over 1.000 \n orders over $1,000.00"));

    [Fact]
    public void Read_AnyAmountInAnyStyle_IsThatAmountOrAQuestion() =>
        Prop.ForAll(Gen.Choose(0, 999_999_999).ToArbitrary(), Gen.Choose(0, 2).ToArbitrary(), AssertReadOrAsked).QuickCheckThrowOnFailure();

    private static void AssertReadOrAsked(int cents, int decimals)
    {
        var amount = Math.Round(cents / 100m, decimals);
        foreach (var style in Styles)
        {
            foreach (var format in (string[])["N", "F"])
            {
                var text = amount.ToString(format + decimals.ToString(CultureInfo.InvariantCulture), style);
                var read = Amount.Read(text);

                // One point before three digits is all that may be either.
                var isEither = decimals == 0 && text.Count(c => c is '.' or ',') == 1 && text.Contains('.', StringComparison.Ordinal);
                Assert.Equal(isEither, read.Question is not null);
                Assert.Equal(isEither ? null : amount, read.Value);
            }
        }
    }

    private static NumberFormatInfo Style(string groups, string decimals) =>
        new() { NumberGroupSeparator = groups, NumberDecimalSeparator = decimals };
}
