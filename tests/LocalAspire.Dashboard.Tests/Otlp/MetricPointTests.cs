using System.Text;
using LocalAspire.Dashboard.Otlp.Json;
using LocalAspire.Dashboard.Otlp.Model;
using LocalAspire.Dashboard.Otlp.Protobuf;
using static LocalAspire.Dashboard.Tests.Hosting.ProtoWriter;

namespace LocalAspire.Dashboard.Tests.Otlp;

/// <summary>Every kind of data point, in both encodings: its fields have other numbers in each.</summary>
public sealed class MetricPointTests
{
    private static readonly DashboardLimits Limits = new();

    [Fact]
    public void Read_Number_HasItsValue() =>
        AssertBoth(
            new MetricPoint { Time = 1, Value = -3 },
            Data(7, [.. Fixed64(3, 1), .. Fixed64(6, unchecked((ulong)-3L)), .. Attribute(7)]),
            "sum",
            """ "asInt":"-3" """
        );

    [Fact]
    public void Read_RealNumber_HasItsValue() =>
        AssertBoth(
            new MetricPoint { Time = 1, Value = 2.5 },
            Data(5, [.. Fixed64(3, 1), .. Real(4, 2.5), .. Attribute(7)]),
            "gauge",
            """ "asDouble":2.5 """
        );

    [Fact]
    public void Read_Histogram_HasItsBuckets() =>
        AssertBoth(
            new MetricPoint
            {
                Time = 1,
                Count = 3,
                Sum = 30,
                Min = 4,
                Max = 20,
                Bounds = [10],
                Buckets = [1, 2],
            },
            Data(
                9,
                [
                    .. Totals(3, 30),
                    .. Message(6, [.. Little(1), .. Little(2)]),
                    .. Real(7, 10),
                    .. Attribute(9),
                    .. Real(11, 4),
                    .. Real(12, 20),
                ]
            ),
            "histogram",
            """ "count":"3","sum":30,"bucketCounts":["1","2"],"explicitBounds":[10],"min":4,"max":20 """
        );

    [Fact]
    public void Read_HistogramWhoseBucketsDoNotFit_KeepsItsTotals() =>
        AssertBoth(
            new MetricPoint
            {
                Time = 1,
                Count = 3,
                Sum = 30,
            },
            Data(9, [.. Totals(3, 30), .. Fixed64(6, 3), .. Real(7, 10), .. Attribute(9)]),
            "histogram",
            """ "count":"3","sum":30,"bucketCounts":["3"],"explicitBounds":[10] """
        );

    [Fact]
    public void Read_ExponentialHistogram_HasExplicitBuckets() =>
        AssertBoth(
            new MetricPoint
            {
                Time = 1,
                Count = 6,
                Sum = 12,
                Min = 0,
                Max = 7,
                Bounds = [2, 4, 8],
                Buckets = [1, 2, 3, 0],
            },
            Data(
                10,
                [
                    .. Attribute(1),
                    .. Totals(6, 12),
                    .. Number(6, 0),
                    .. Fixed64(7, 1),
                    .. Message(8, [.. Number(1, 2), .. Message(2, [2, 3])]),
                    .. Real(12, 0),
                    .. Real(13, 7),
                ]
            ),
            "exponentialHistogram",
            """ "count":"6","sum":12,"scale":0,"zeroCount":"1","positive":{"offset":1,"bucketCounts":["2","3"]},"min":0,"max":7 """
        );

    [Fact]
    public void Read_Summary_HasItsTotals() =>
        AssertBoth(
            new MetricPoint
            {
                Time = 1,
                Count = 3,
                Sum = 30,
            },
            Data(11, [.. Totals(3, 30), .. Attribute(7)]),
            "summary",
            """ "count":"3","sum":30 """
        );

    private static void AssertBoth(MetricPoint expected, byte[] protobuf, string kind, string fields)
    {
        var json = $$$"""
            {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"{{{kind}}}":{"dataPoints":[
            {"timeUnixNano":"1","attributes":[{"key":"k","value":{"stringValue":"v"}}],{{{fields}}}}]}}]}]}]}
            """;
        Assert.Equal(Of(expected), Of(Point(new MetricDecoder(Limits).Read(Request(protobuf)))));
        Assert.Equal(Of(expected), Of(Point(new JsonMetricDecoder(Limits).Read(Encoding.UTF8.GetBytes(json)))));
    }

    private static (ulong, double, ulong, double, double?, double?, string, string) Of(MetricPoint point) =>
        (
            point.Time,
            point.Value,
            point.Count,
            point.Sum,
            point.Min,
            point.Max,
            string.Join(' ', point.Bounds),
            string.Join(' ', point.Buckets)
        );

    private static MetricPoint Point(List<ResourceBatch<Metric>> batches)
    {
        var point = Assert.Single(Assert.Single(Assert.Single(Assert.Single(batches).Scopes).Items).Points);
        Assert.Equal("v", point.Attributes.Find("k"));
        return point;
    }

    /// <summary>A metric whose data, in the field of its kind, is one point.</summary>
    private static byte[] Data(int field, byte[] point) => Message(field, Message(1, point));

    private static byte[] Totals(ulong count, double sum) => [.. Fixed64(3, 1), .. Fixed64(4, count), .. Real(5, sum)];

    private static byte[] Attribute(int field) => Message(field, [.. Text(1, "k"), .. Message(2, Text(1, "v"))]);

    private static byte[] Real(int field, double value) => Fixed64(field, BitConverter.DoubleToUInt64Bits(value));

    private static byte[] Little(ulong value) => BitConverter.GetBytes(value);
}
