using System.ComponentModel.DataAnnotations;

namespace LocalAspire.Dashboard;

/// <summary>Bounds of what is kept in memory and accepted in one request. The oldest goes first.</summary>
public sealed class DashboardLimits
{
    /// <summary>Traces kept. Range: 1 to 1,000,000. Default: 5,000.</summary>
    [Range(1, 1_000_000)]
    public int Traces { get; set; } = 5_000;

    /// <summary>Spans kept in one trace; further ones are counted and dropped. Range: 1 to 1,000,000. Default: 5,000.</summary>
    [Range(1, 1_000_000)]
    public int SpansPerTrace { get; set; } = 5_000;

    /// <summary>Spans kept in all traces together. Range: 1 to 10,000,000. Default: 50,000.</summary>
    [Range(1, 10_000_000)]
    public int Spans { get; set; } = 50_000;

    /// <summary>Log records kept. Range: 1 to 10,000,000. Default: 20,000.</summary>
    [Range(1, 10_000_000)]
    public int Logs { get; set; } = 20_000;

    /// <summary>Resource instances whose telemetry is kept. Range: 1 to 10,000. Default: 200.</summary>
    [Range(1, 10_000)]
    public int Resources { get; set; } = 200;

    /// <summary>Metric series (instrument and attribute set) kept for each resource. Range: 1 to 100,000. Default: 2,000.</summary>
    [Range(1, 100_000)]
    public int MetricSeriesPerResource { get; set; } = 2_000;

    /// <summary>Points kept in each metric series. Range: 1 to 10,000. Default: 90.</summary>
    [Range(1, 10_000)]
    public int PointsPerMetricSeries { get; set; } = 90;

    /// <summary>Attributes kept on one span, event, link or log record; further ones are counted and dropped. Range: 1 to 10,000. Default: 128.</summary>
    [Range(1, 10_000)]
    public int Attributes { get; set; } = 128;

    /// <summary>Characters kept of one attribute value or log message. Range: 16 to 1,000,000. Default: 16,384.</summary>
    [Range(16, 1_000_000)]
    public int AttributeLength { get; set; } = 16_384;

    /// <summary>Bytes of one OTLP request after decompression. Range: 1,024 to 256 MiB. Default: 16 MiB.</summary>
    [Range(1_024, 268_435_456)]
    public int RequestBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Browsers and scripts that may follow live at the same time. Range: 1 to 10,000. Default: 64.</summary>
    [Range(1, 10_000)]
    public int Followers { get; set; } = 64;
}
