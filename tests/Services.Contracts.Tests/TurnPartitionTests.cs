using Services.Contracts.Ids;
using Services.Contracts.Topology;

namespace Services.Contracts.Tests;

public sealed class TurnPartitionTests
{
    // The values are part of the contract between services: they must never change.
    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000", 8)]
    [InlineData("0197f3a0-0000-7000-8000-0123456789ab", 8)]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff", 8)]
    public void Of_KnownSession_IsFnv1aOfItsBytesInNetworkOrder(string session, int partitions)
    {
        var bytes = Convert.FromHexString(session.Replace("-", "", StringComparison.Ordinal));
        var hash = bytes.Aggregate(2166136261u, (h, b) => unchecked((h ^ b) * 16777619u));

        Assert.Equal((int)(hash % partitions), TurnPartition.Of(new SessionId(Guid.Parse(session)), partitions));
    }

    [Fact]
    public void Of_ManySessions_SpreadsEvenly()
    {
        var counts = Enumerable.Range(0, 8_000).GroupBy(_ => TurnPartition.Of(SessionId.New(), 8)).ToDictionary(g => g.Key, g => g.Count());

        Assert.Equal(8, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 800, 1_200));
    }

    [Fact]
    public void Of_NoPartitions_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => TurnPartition.Of(SessionId.New(), 0));
}
