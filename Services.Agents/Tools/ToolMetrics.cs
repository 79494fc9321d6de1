using System.Diagnostics;
using System.Diagnostics.Metrics;
using Services.Contracts.Agents;
using Services.Contracts.Telemetry;

namespace Services.Agents.Tools;

/// <summary>What is measured of tools.</summary>
internal sealed class ToolMetrics
{
    private readonly Histogram<double> _duration;

    public ToolMetrics(IMeterFactory meters) =>
        _duration = meters
            .Create(ActivitySources.Agents)
            .CreateHistogram<double>("switchboard.tool.duration", "s", "How long tools take, by tool and outcome");

    /// <summary>A call is over.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="outcome"><c>ok</c>, or the name of a <see cref="RefusalKind"/>.</param>
    /// <param name="elapsed">How long it took.</param>
    public void Record(string tool, string outcome, TimeSpan elapsed) =>
        _duration.Record(elapsed.TotalSeconds, new TagList { { AttributeNames.ToolName, tool }, { "switchboard.tool.outcome", outcome } });
}
