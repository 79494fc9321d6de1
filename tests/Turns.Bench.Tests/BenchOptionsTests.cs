using Turns.Bench.Options;

namespace Turns.Bench.Tests;

public sealed class BenchOptionsTests
{
    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("40s", 40)]
    [InlineData("40", 40)]
    [InlineData("1.5s", 1.5)]
    [InlineData("2m", 120)]
    public void ParseDuration_WithAUnit_IsUnderstood(string text, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), BenchOptions.ParseDuration(text));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1h")]
    [InlineData("1sm")]
    [InlineData("2000m")]
    public void ParseDuration_OfAnythingElse_IsNull(string text) => Assert.Null(BenchOptions.ParseDuration(text));

    [Theory]
    [InlineData("8", new[] { 8 })]
    [InlineData("1,8,16", new[] { 1, 8, 16 })]
    [InlineData("8,8", new[] { 8 })]
    public void ParseCounts_WithCommas_IsUnderstood(string text, int[] counts) => Assert.Equal(counts, BenchOptions.ParseCounts(text));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("1,")]
    [InlineData("-1")]
    public void ParseCounts_OfAnythingElse_IsNull(string text) => Assert.Null(BenchOptions.ParseCounts(text));
}
