using Gateway.Bench.Measuring;
using Gateway.Bench.Net;
using Gateway.Bench.Servers;

namespace Gateway.Bench.Scenarios;

/// <summary>One thing that is measured, the same way on either server.</summary>
internal abstract class Scenario
{
    /// <summary>What <c>--scenario</c> takes.</summary>
    public abstract string Name { get; }

    /// <summary>Heading and one sentence for the report.</summary>
    public abstract string Title { get; }

    public abstract string Description { get; }

    /// <summary>What it measures, in the order of the report; the first is the main one.</summary>
    public abstract IReadOnlyList<Metric> Metrics { get; }

    /// <summary>Connections that it needs at a time.</summary>
    public abstract int Connections { get; }

    /// <summary>Takes so long that it runs once, on the gateway alone, and only when it is named.</summary>
    public virtual bool IsSoak => false;

    /// <summary>Measures a server that was started for this run; the values by the metrics' keys.</summary>
    public abstract IReadOnlyDictionary<string, double> Run(Target target, LoadLoop loop, Pace pace);
}

/// <summary>How long is measured.</summary>
/// <param name="WarmUp">Before the measurement, so that both runtimes have compiled what runs.</param>
/// <param name="Measured">The measurement, where it is not bound to a number of messages.</param>
internal sealed record Pace(TimeSpan WarmUp, TimeSpan Measured)
{
    public static readonly Pace Full = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(8));

    public static readonly Pace Quick = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
}
