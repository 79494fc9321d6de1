using Gateway.Bench.Measuring;
using Gateway.Bench.Scenarios;

namespace Gateway.Bench.Reporting;

/// <summary>The runs of a scenario on either server, and what went wrong.</summary>
internal sealed class ScenarioResult(Scenario scenario)
{
    public Scenario Scenario => scenario;

    public List<IReadOnlyDictionary<string, double>> Gateway { get; } = [];

    public List<IReadOnlyDictionary<string, double>> Peer { get; } = [];

    /// <summary>Why a run gave no figures.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>One line for each metric.</summary>
    public IEnumerable<MetricRow> Rows()
    {
        foreach (var metric in scenario.Metrics)
        {
            var gateway = Median(Gateway, metric);
            var peer = Median(Peer, metric);
            bool? isMet =
                metric.Goal is null || gateway is null || (peer is null && metric.Goal is not ({ Min: not null } or { Max: not null }))
                    ? null
                    : metric.Goal.IsMet(gateway.Value, peer);
            yield return new MetricRow(metric, gateway, peer, peer is > 0 ? gateway / peer : null, isMet);
        }
    }

    private static double? Median(List<IReadOnlyDictionary<string, double>> runs, Metric metric)
    {
        double[] values = [.. runs.Select(run => run.GetValueOrDefault(metric.Key, double.NaN)).Where(double.IsFinite).Order()];
        return values.Length switch
        {
            0 => null,
            var n when n % 2 == 1 => values[n / 2],
            var n => (values[(n / 2) - 1] + values[n / 2]) / 2,
        };
    }
}

/// <summary>Medians, their ratio, and whether the goal is reached; null where there is nothing to say.</summary>
internal sealed record MetricRow(Metric Metric, double? Gateway, double? Peer, double? Ratio, bool? IsMet)
{
    /// <summary>The cells of a table.</summary>
    public string[] Cells() =>
        [
            Metric.Label,
            Format(Gateway, Metric.Decimals),
            Format(Peer, Metric.Decimals),
            Format(Ratio, 2),
            Metric.Goal?.Describe() ?? "",
            IsMet switch
            {
                true => "yes",
                false => "no",
                null => "",
            },
        ];

    public static readonly string[] Headings = ["", "gateway", "peer", "ratio", "wanted", "reached"];

    private static string Format(double? value, int decimals) =>
        value?.ToString($"N{decimals}", System.Globalization.CultureInfo.InvariantCulture) ?? "–";
}
