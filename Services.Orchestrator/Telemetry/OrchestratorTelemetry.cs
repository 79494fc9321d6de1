using System.Diagnostics;
using System.Diagnostics.Metrics;
using Services.Contracts.Telemetry;
using Services.Contracts.Turns;

namespace Services.Orchestrator.Telemetry;

/// <summary>Spans and metrics of the orchestrator.</summary>
internal static class OrchestratorTelemetry
{
    private static readonly Meter Meter = new(ActivitySources.Orchestrator);

    private static readonly Counter<long> Turns = Meter.CreateCounter<long>(
        "switchboard.turns",
        "{turn}",
        "Finished turns by outcome and agent."
    );
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "switchboard.turn.duration",
        "s",
        "From acceptance to completion."
    );
    private static readonly Histogram<double> FirstToken = Meter.CreateHistogram<double>(
        "switchboard.turn.time_to_first_chunk",
        "s",
        "From acceptance to the first chunk."
    );
    private static readonly Histogram<double> Wait = Meter.CreateHistogram<double>(
        "switchboard.turn.queue_wait",
        "s",
        "From acceptance to the start of the graph."
    );
    private static readonly UpDownCounter<long> Running = Meter.CreateUpDownCounter<long>(
        "switchboard.turns.active",
        "{turn}",
        "Turns that run now."
    );
    private static readonly Counter<long> Resumed = Meter.CreateCounter<long>(
        "switchboard.turns.resumed",
        "{turn}",
        "Turns that were begun before, here or by another worker."
    );

    public static ActivitySource Source { get; } = new(ActivitySources.Orchestrator);

    public static void Started(TimeSpan waited, int attempt)
    {
        Running.Add(1);
        Wait.Record(waited.TotalSeconds);
        if (attempt > 1)
        {
            Resumed.Add(1);
        }
    }

    public static void Stopped() => Running.Add(-1);

    public static void Finished(TurnOutcome outcome, string? agent, TimeSpan duration, long? firstTokenMs)
    {
        var tags = new TagList { { "outcome", outcome.ToString() }, { AttributeNames.AgentName, agent ?? "none" } };
        Turns.Add(1, tags);
        Duration.Record(duration.TotalSeconds, tags);
        if (firstTokenMs is { } ms)
        {
            FirstToken.Record(ms / 1000.0, tags);
        }
    }
}
