using Gateway.Bench.Measuring;
using Gateway.Bench.Net;
using Gateway.Bench.Servers;

namespace Gateway.Bench.Scenarios;

/// <summary>
/// Clients come, talk and go at a steady rate, for a long time: what is kept of those who are gone shows in the server's memory.
/// </summary>
internal sealed class Churn(int minutes) : Scenario
{
    /// <summary>What <c>--scenario</c> takes.</summary>
    public const string Key = "churn";

    private const int SamplesPerMinute = 30;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1) / SamplesPerMinute;

    public override string Name => Key;

    public override string Title => $"Memory over {minutes} minutes of churn";

    public override string Description =>
        $"{ChurnClients.PerSecond} clients a second connect over WebSocket, enter a room and ask for replies in "
        + $"{ChurnClient.Chunks} chunks through the session's "
        + "event log; two of four leave in good order, one is cut in the middle of a reply, one as well but comes back and is "
        + "recovered. Resident memory is read "
        + $"every {Interval.TotalSeconds:0} s and told as medians; it is flat if the last third of the run is at most "
        + $"{100 * MemorySamples.FlatShare:0} % or "
        + $"{MemorySamples.FlatMiB:0} MiB above the middle third. One run, of the gateway alone.";

    public override IReadOnlyList<Metric> Metrics =>
        [
            new("excess", "growth past what is flat, MiB", 1) { Goal = new Goal(Max: 0) },
            new("middle", "middle third, MiB", 1),
            new("last", "last third, MiB", 1),
            .. Enumerable.Range(1, minutes).Select(minute => new Metric(KeyOf(minute), $"minute {minute}, MiB", 1)),
            new("clients", "clients"),
            new("recovered", "of these recovered"),
            new("chunks", "chunks"),
            .. WindowResult.ShareMetrics(withRedis: true),
        ];

    public override int Connections => ChurnClients.MaxConcurrent;

    public override bool IsSoak => true;

    public override IReadOnlyDictionary<string, double> Run(Target target, LoadLoop loop, Pace pace)
    {
        var clients = new ChurnClients(loop, target.Token);
        var memory = new MemorySamples();
        var window = new Window(target);
        for (var sample = 1; sample <= minutes * SamplesPerMinute; sample++)
        {
            clients.ServeUntil(sample * Interval);
            memory.Add(ProcFile.ResidentKiB(target.Pid));
        }

        var measured = window.End();
        clients.Settle();
        var values = new Dictionary<string, double>(measured.Shares(withRedis: true))
        {
            ["excess"] = memory.Excess,
            ["middle"] = memory.Middle,
            ["last"] = memory.Last,
            ["clients"] = clients.Arrived,
            ["recovered"] = clients.Recovered,
            ["chunks"] = clients.Chunks,
        };
        for (var minute = 1; minute <= minutes; minute++)
        {
            values[KeyOf(minute)] = memory.Median((minute - 1) * SamplesPerMinute, SamplesPerMinute);
        }

        return values;
    }

    private static string KeyOf(int minute) => $"minute_{minute}";
}
