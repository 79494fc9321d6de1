using System.CommandLine.Parsing;
using System.Globalization;
using Services.Contracts.Evaluations;
using Services.Evals.Suites;

namespace Services.Evals.Cli;

/// <summary>Reads <c>passRate=0.9,relevance=0.7,firstTokenMs=3000</c>.</summary>
internal static class ThresholdOption
{
    private const string PassRate = "passRate";
    private const string FirstTokenMs = "firstTokenMs";

    /// <summary>The pairs; an error on the result if one is wrong.</summary>
    public static Dictionary<string, double>? Parse(ArgumentResult result)
    {
        var thresholds = new Dictionary<string, double>();
        foreach (var pair in result.Tokens.SelectMany(static t => t.Value.Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            var parts = pair.Split('=', 2);
            if (
                parts.Length != 2
                || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                || value < 0
            )
            {
                result.AddError($"'{pair}' is no threshold; write for example passRate=0.9.");
                return null;
            }

            var name = parts[0].Trim();
            if (name != PassRate && name != FirstTokenMs && !EvaluationMetrics.All.Contains(name))
            {
                result.AddError(
                    $"'{name}' is no threshold; there are {PassRate}, {FirstTokenMs}, {string.Join(", ", EvaluationMetrics.All)}."
                );
                return null;
            }

            if (name != FirstTokenMs && value > 1)
            {
                result.AddError($"{name} must be 0 to 1.");
                return null;
            }

            thresholds[name] = value;
        }

        return thresholds;
    }

    /// <summary>Puts them in the place of the suite's own.</summary>
    public static void Apply(Dictionary<string, double> overrides, SuiteThresholds thresholds)
    {
        foreach (var (name, value) in overrides)
        {
            switch (name)
            {
                case PassRate:
                    thresholds.PassRate = value;
                    break;
                case FirstTokenMs:
                    thresholds.FirstTokenMs = (int)value;
                    break;
                default:
                    thresholds.Scores[name] = value;
                    break;
            }
        }
    }
}
