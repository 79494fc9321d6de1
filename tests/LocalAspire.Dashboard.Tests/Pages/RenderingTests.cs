using FsCheck;
using FsCheck.Fluent;
using LocalAspire.Dashboard.Otlp.Model;
using LocalAspire.Dashboard.Pages.Metrics;
using LocalAspire.Dashboard.Pages.Rendering;

namespace LocalAspire.Dashboard.Tests.Pages;

public sealed class RenderingTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("\e[31mred\e[0m", "<span class=\"f1\">red</span>")]
    [InlineData("\e[1;32mgo\e[39m!", "<span class=\"f2 bold\">go</span><span class=\"bold\">!</span>")]
    [InlineData("\e[40m\e[32minfo\e[39m\e[22m\e[49m: x", "<span class=\"f2 b0\">info</span>: x")]
    [InlineData("\e[38;5;9mx", "<span class=\"f9\">x</span>")]
    [InlineData("\e[38;2;1;2;3mx", "x")]
    [InlineData("a\e[2Kb\e]0;title\ac\e", "abc")]
    [InlineData("\e[", "")]
    [InlineData("\e[31m<b>\"", "<span class=\"f1\">&lt;b&gt;&quot;</span>")]
    public void ToHtml_Sequences_BecomeClasses(string text, string expected) => Assert.Equal(expected, AnsiText.ToHtml(text).ToString());

    [Fact]
    public void ToHtml_AnyText_NeverThrowsNorInjects() =>
        Prop.ForAll(
                Arb.From(Gen.ArrayOf(Gen.Elements('\e', '[', ']', ';', 'm', '1', '3', '8', '<', '"', 'x', '\a', '\\', '\t'))),
                characters =>
                    !AnsiText
                        .ToHtml(new string(characters))
                        .ToString()
                        .Replace("<span class=\"", "", StringComparison.Ordinal)
                        .Replace("</span>", "", StringComparison.Ordinal)
                        .Contains('<', StringComparison.Ordinal)
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Theory]
    [InlineData(0, "0 µs")]
    [InlineData(1_500, "1.5 µs")]
    [InlineData(2_340_000, "2.34 ms")]
    [InlineData(234_500_000, "234.5 ms")]
    [InlineData(1_500_000_000, "1.5 s")]
    [InlineData(125_000_000_000, "2 min 5 s")]
    public void Duration_Nanoseconds_AreReadable(ulong nanoseconds, string expected) =>
        Assert.Equal(expected, Format.Duration(nanoseconds));

    [Fact]
    public void Time_FarOutOfRange_DoesNotThrow() =>
        Assert.StartsWith("<time datetime=\"2554-", Format.Time(ulong.MaxValue).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Estimate_Buckets_InterpolatesWithinThem()
    {
        var point = new MetricPoint
        {
            Count = 100,
            Bounds = [10, 20],
            Buckets = [50, 50, 0],
            Min = 0,
            Max = 20,
        };

        Assert.Equal(10, Percentiles.Estimate(point, 0.5)!.Value, 3);
        Assert.Equal(18, Percentiles.Estimate(point, 0.9)!.Value, 3);
        Assert.Null(Percentiles.Estimate(new MetricPoint(), 0.5));
    }
}
