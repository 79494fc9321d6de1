using System.Numerics;

namespace Gateway.Bench.Measuring;

/// <summary>Counts durations in buckets of at most 1.6 % width, from a microsecond up; recording costs a few nanoseconds.</summary>
internal sealed class LatencyHistogram
{
    private const int SubBuckets = 64;
    private const int SubBucketBits = 6;

    private readonly long[] _counts = new long[(64 - SubBucketBits) * SubBuckets];

    public long Count { get; private set; }

    public void Record(TimeSpan duration)
    {
        var microseconds = (ulong)Math.Max(0, duration.Ticks / TimeSpan.TicksPerMicrosecond);
        _counts[BucketOf(microseconds)]++;
        Count++;
    }

    /// <summary>The duration that the given share (0 to 1) of all did not exceed, in milliseconds.</summary>
    public double Percentile(double share)
    {
        var rank = (long)Math.Ceiling(share * Count);
        var seen = 0L;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= rank && seen > 0)
            {
                return UpperEdge(bucket) / 1000d;
            }
        }

        return double.NaN;
    }

    private static int BucketOf(ulong value)
    {
        var shift = Math.Max(0, 64 - BitOperations.LeadingZeroCount(value) - SubBucketBits - 1);
        return (shift * SubBuckets) + (int)(value >> shift);
    }

    private static ulong UpperEdge(int bucket)
    {
        var shift = Math.Max(0, (bucket / SubBuckets) - 1);
        return ((ulong)(bucket - (shift * SubBuckets)) << shift) + (1UL << shift) - 1;
    }
}
