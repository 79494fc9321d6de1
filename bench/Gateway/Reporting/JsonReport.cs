using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Bench.Reporting;

/// <summary>Everything that was measured, run by run, for other programs.</summary>
internal sealed record JsonReport(string Command, Machine Machine, IReadOnlyList<JsonScenario> Scenarios)
{
    public static string Write(string command, Machine machine, IReadOnlyList<ScenarioResult> results) =>
        JsonSerializer.Serialize(
            new JsonReport(
                command,
                machine,
                [
                    .. results.Select(static result => new JsonScenario(
                        result.Scenario.Name,
                        [.. result.Gateway.Select(Finite)],
                        [.. result.Peer.Select(Finite)],
                        [
                            .. result
                                .Rows()
                                .Select(static row => new JsonRow(
                                    row.Metric.Key,
                                    row.Metric.Label,
                                    row.Gateway,
                                    row.Peer,
                                    row.Ratio,
                                    row.Metric.Goal?.Describe(),
                                    row.IsMet
                                )),
                        ],
                        result.Failures
                    )),
                ]
            ),
            ReportJson.Default.JsonReport
        );

    private static Dictionary<string, double> Finite(IReadOnlyDictionary<string, double> run) =>
        run.Where(static value => double.IsFinite(value.Value)).ToDictionary();
}

/// <summary>A scenario.</summary>
internal sealed record JsonScenario(
    string Name,
    IReadOnlyList<Dictionary<string, double>> Gateway,
    IReadOnlyList<Dictionary<string, double>> Peer,
    IReadOnlyList<JsonRow> Medians,
    IReadOnlyList<string> Failures
);

/// <summary>A metric.</summary>
internal sealed record JsonRow(string Key, string Label, double? Gateway, double? Peer, double? Ratio, string? Wanted, bool? Reached);

[JsonSerializable(typeof(JsonReport))]
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class ReportJson : JsonSerializerContext;
