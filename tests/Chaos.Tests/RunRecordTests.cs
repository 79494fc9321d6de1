using Chaos.Audit;
using Chaos.Reporting;

namespace Chaos.Tests;

public sealed class RunRecordTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public void Add_ByOneRunAfterAnother_KeepsEveryEpisode()
    {
        var path = Path.Combine(_folder, "chaos", "runs.jsonl");

        new RunRecord(path).Add(Episode(seed: 1));
        new RunRecord(path).Add(Episode(seed: 2));

        Assert.Equal([1, 2], new RunRecord(path).Read().Select(result => result.Seed));
    }

    [Fact]
    public void Report_OfSeveralRuns_AddsThemUp()
    {
        var report = Report.Of([
            Episode(seed: 1),
            Episode(seed: 2) with
            {
                Findings = [new(FindingKind.Lost, "s", "'Hello!' has no answer.")],
            },
        ]);

        Assert.Contains("| kills | 4 |", report, StringComparison.Ordinal);
        Assert.Contains("| acknowledged turns | 20 |", report, StringComparison.Ordinal);
        Assert.Contains("| lost | 1 |", report, StringComparison.Ordinal);
        Assert.Contains("| gateway | kill | 2 | 2.5 | 2.5 | 2.5 |", report, StringComparison.Ordinal);
        Assert.Contains("'Hello!' has no answer.", report, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static EpisodeResult Episode(int seed) =>
        new()
        {
            Commit = "1234567",
            At = default,
            Seed = seed,
            Episode = 0,
            Seconds = 60,
            Faults = [new(1, "kill", "gateway 1", 0, IsAlone: true, 2.5), new(9, "kill", "redis", 0, IsAlone: false, 9)],
            Accepted = 10,
            Endings = new Dictionary<string, int> { ["message:complete"] = 10 },
            Refused = 0,
            Sessions = 3,
            Agreed = 2,
            Done = 2,
            Pieces = 99,
            Findings = [],
            MemoryMiB = new Dictionary<string, long> { ["gateway 1"] = 100 },
            TablesKiB = new Dictionary<string, long> { ["agents.orders"] = 100 },
        };
}
