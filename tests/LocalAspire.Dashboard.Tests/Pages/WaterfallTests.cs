using FsCheck;
using FsCheck.Fluent;
using LocalAspire.Dashboard.Otlp.Model;
using LocalAspire.Dashboard.Pages.Traces;
using LocalAspire.Dashboard.Telemetry;

namespace LocalAspire.Dashboard.Tests.Pages;

public sealed class WaterfallTests
{
    private static readonly TelemetryResource Resource = new("a", "");

    [Fact]
    public void Of_Tree_IsInDepthFirstOrder()
    {
        var waterfall = Waterfall.Of(Trace((1, 0, 0), (2, 1, 20), (3, 1, 10), (4, 3, 12)));

        Assert.Equal([(1UL, 0, 3), (3UL, 1, 1), (4UL, 2, 0), (2UL, 1, 0)], Rows(waterfall));
        Assert.Equal(0, waterfall.Orphans);
    }

    [Fact]
    public void Of_ParentMissing_HasARowForItBelowTheRoot()
    {
        var waterfall = Waterfall.Of(Trace((1, 0, 0), (2, 99, 10), (3, 2, 20), (4, 99, 30), (5, 1, 40)));

        Assert.Equal([(1UL, 0, 5), (99UL, 1, 3), (2UL, 2, 1), (3UL, 3, 0), (4UL, 2, 0), (5UL, 1, 0)], Rows(waterfall));
        var missing = Assert.Single(waterfall.Rows, row => row.IsMissing).Entry.Span;
        Assert.Equal((99UL, 10UL, 35UL), (missing.SpanId.Value, missing.Start, missing.End));
        Assert.Equal(2, waterfall.Orphans);
    }

    [Fact]
    public void Of_RootMissing_HasARowForItAtTheTop()
    {
        var waterfall = Waterfall.Of(Trace((2, 99, 10), (3, 2, 20), (4, 98, 15)));

        Assert.Equal([(99UL, 0, 2), (2UL, 1, 1), (3UL, 2, 0), (98UL, 0, 1), (4UL, 1, 0)], Rows(waterfall));
        Assert.Equal([99UL, 98UL], waterfall.Rows.Where(row => row.IsMissing).Select(row => row.Entry.Span.SpanId.Value));
    }

    [Fact]
    public void Of_Cycle_ShowsEachSpanOnce()
    {
        var waterfall = Waterfall.Of(Trace((1, 2, 0), (2, 1, 10), (3, 3, 20)));

        Assert.Equal([1UL, 2UL, 3UL], waterfall.Rows.Select(row => row.Entry.Span.SpanId.Value).Order());
    }

    [Fact]
    public void Of_DeepTrace_DoesNotOverflow()
    {
        var waterfall = Waterfall.Of(Trace([.. Enumerable.Range(1, 20_000).Select(id => ((ulong)id, (ulong)(id - 1), (ulong)id))]));

        Assert.Equal(20_000, waterfall.Depth);
    }

    [Fact]
    public void Of_AnyParents_ShowsEachSpanOnceWithinTheTimeline() =>
        Prop.ForAll(
                Arb.From(Gen.ArrayOf(from parent in Gen.Choose(0, 12) from start in Gen.Choose(0, 1000) select (parent, start))),
                links =>
                {
                    if (links.Length == 0)
                    {
                        return true;
                    }

                    var trace = Trace([.. links.Select((link, index) => ((ulong)index + 1, (ulong)link.parent, (ulong)link.start))]);
                    var waterfall = Waterfall.Of(trace);
                    var spans = waterfall.Rows.Where(row => !row.IsMissing).Select(row => row.Entry.Span.SpanId).ToList();
                    return spans.Distinct().Count() == links.Length
                        && spans.Count == links.Length
                        && waterfall.Rows.All(row => row.Left >= 0 && row.Width > 0 && row.Left + row.Width <= 100.0001);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static (ulong Id, int Depth, int Descendants)[] Rows(Waterfall waterfall) =>
        [.. waterfall.Rows.Select(row => (row.Entry.Span.SpanId.Value, row.Depth, row.Descendants))];

    private static Trace Trace(params (ulong Id, ulong Parent, ulong Start)[] spans) =>
        Dashboard.Telemetry.Trace.From(
            new TraceId(0, 1),
            spans.Select(span => new SpanEntry(
                Resource,
                InstrumentationScope.Unknown,
                new Span
                {
                    TraceId = new TraceId(0, 1),
                    SpanId = new SpanId(span.Id),
                    ParentSpanId = new SpanId(span.Parent),
                    Start = span.Start,
                    End = span.Start + 5,
                }
            )),
            0
        );
}
