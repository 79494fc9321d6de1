using LocalAspire.Dashboard.Otlp.Model;
using LocalAspire.Dashboard.Telemetry;

namespace LocalAspire.Dashboard.Tests.Telemetry;

public sealed class TelemetryStoreTests
{
    [Fact]
    public void Add_MoreTracesThanTheLimit_DropsTheOldest()
    {
        var store = new TelemetryStore(new DashboardLimits { Traces = 3 });
        for (ulong trace = 1; trace <= 5; trace++)
        {
            store.Add(Batch("a", Span(trace, 1)));
        }

        Assert.Equal([3, 4, 5], store.Traces.All().Select(trace => trace.Id.Low));
    }

    [Fact]
    public void Add_MoreSpansThanTheLimit_DropsWholeTraces()
    {
        var store = new TelemetryStore(new DashboardLimits { Spans = 5 });
        for (ulong trace = 1; trace <= 3; trace++)
        {
            store.Add(Batch("a", Span(trace, 1), Span(trace, 2)));
        }

        Assert.Equal([2, 3], store.Traces.All().Select(trace => trace.Id.Low));
    }

    [Fact]
    public void Add_MoreSpansInATraceThanTheLimit_CountsThem()
    {
        var store = new TelemetryStore(new DashboardLimits { SpansPerTrace = 2 });

        store.Add(Batch("a", Span(1, 1), Span(1, 2), Span(1, 3)));

        var trace = store.Traces.Find(new TraceId(0, 1))!;
        Assert.Equal(2, trace.Spans.Count);
        Assert.Equal(1, trace.Dropped);
    }

    [Fact]
    public void Add_MoreLogsThanTheLimit_DropsTheOldest()
    {
        var store = new TelemetryStore(new DashboardLimits { Logs = 2 });

        store.Add([
            new ResourceBatch<LogRecord>(
                Resource("a"),
                [new ScopeBatch<LogRecord>(InstrumentationScope.Unknown, [Log(1), Log(2), Log(3)])]
            ),
        ]);

        Assert.Equal([2UL, 3UL], store.Logs.All().Select(entry => entry.Record.Time));
    }

    [Fact]
    public void Add_MoreResourcesThanTheLimit_ForgetsTheLongestSilent()
    {
        var store = new TelemetryStore(new DashboardLimits { Resources = 2 });
        store.Add(Batch("a", Span(1, 1)));
        store.Add(Batch("b", Span(2, 1)));
        store.Add(Batch("a", Span(3, 1)));
        store.Add(Batch("c", Span(4, 1)));

        Assert.Equal(["a", "c"], store.Resources.All.Select(resource => resource.Name));
    }

    [Fact]
    public void Add_MoreMetricPointsThanTheLimit_KeepsTheLatest()
    {
        var store = new TelemetryStore(new DashboardLimits { PointsPerMetricSeries = 2, MetricSeriesPerResource = 1 });
        for (ulong time = 1; time <= 3; time++)
        {
            var metric = new Metric("m", "", "", MetricKind.Gauge, false, false, [new MetricPoint { Time = time }]);
            store.Add([
                new ResourceBatch<Metric>(
                    Resource("a"),
                    [new ScopeBatch<Metric>(InstrumentationScope.Unknown, [metric, metric with { Name = "beyond" }])]
                ),
            ]);
        }

        var series = Assert.Single(Assert.Single(store.Metrics.Of(store.Resources.All[0])).Series);
        Assert.Equal([2UL, 3UL], series.Points.Select(point => point.Time));
    }

    [Fact]
    public async Task Follow_WhileOthersAdd_SeesEachSpanOnce()
    {
        const int Writers = 4;
        const int BatchesEach = 50;
        var store = new TelemetryStore(new DashboardLimits());
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        store.Add(Batch("a", Span(1, 1)));
        await using var follower = store.Traces.FollowAsync(limit.Token).GetAsyncEnumerator(limit.Token);
        Assert.True(await follower.MoveNextAsync());
        var seen = follower.Current.Select(entry => entry.Span.SpanId).ToList();

        var writers = Enumerable
            .Range(0, Writers)
            .Select(writer =>
                Task.Run(() =>
                {
                    for (var index = 0; index < BatchesEach; index++)
                    {
                        store.Add(Batch("a", Span(1, (ulong)((writer * BatchesEach) + index + 2))));
                    }
                })
            );
        await Task.WhenAll(writers);
        while (seen.Count < 1 + (Writers * BatchesEach) && await follower.MoveNextAsync())
        {
            seen.AddRange(follower.Current.Select(entry => entry.Span.SpanId));
        }

        Assert.Equal(1 + (Writers * BatchesEach), seen.Distinct().Count());
    }

    private static List<ResourceBatch<Span>> Batch(string service, params Span[] spans) =>
        [new(Resource(service), [new ScopeBatch<Span>(InstrumentationScope.Unknown, spans)])];

    private static AttributeList Resource(string service) => new([new OtlpAttribute("service.name", AttributeValue.Of(service))], 0);

    private static Span Span(ulong trace, ulong id) =>
        new()
        {
            TraceId = new TraceId(0, trace),
            SpanId = new SpanId(id),
            Start = trace * 1_000,
            End = (trace * 1_000) + 10,
        };

    private static LogRecord Log(ulong time) => new() { Time = time };
}
