using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Pages.Metrics;

/// <summary>Estimates from a histogram's buckets, linear within the bucket.</summary>
internal static class Percentiles
{
    /// <summary>Null when the point has no buckets or no values.</summary>
    public static double? Estimate(MetricPoint point, double quantile)
    {
        var total = 0.0;
        foreach (var bucket in point.Buckets)
        {
            total += bucket;
        }

        if (total == 0)
        {
            return null;
        }

        var rank = quantile * total;
        var below = 0.0;
        for (var index = 0; index < point.Buckets.Length; index++)
        {
            double inside = point.Buckets[index];
            if (inside > 0 && below + inside >= rank)
            {
                var (low, high) = Limits(point, index);
                return low + ((high - low) * (rank - below) / inside);
            }

            below += inside;
        }

        return point.Max ?? point.Bounds[^1];
    }

    private static (double Low, double High) Limits(MetricPoint point, int index)
    {
        var bounds = point.Bounds;
        var low = index > 0 ? bounds[index - 1] : Math.Min(point.Min ?? 0, bounds.Length > 0 ? bounds[0] : 0);
        var high = index < bounds.Length ? bounds[index] : point.Max ?? low;
        low = point.Min is { } min ? Math.Max(low, min) : low;
        high = point.Max is { } max ? Math.Min(high, max) : high;
        return (low, Math.Max(low, high));
    }
}
