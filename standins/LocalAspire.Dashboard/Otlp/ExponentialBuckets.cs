namespace LocalAspire.Dashboard.Otlp;

/// <summary>Exponential histograms in the form of explicit ones, so that what reads histograms knows one form only.</summary>
internal static class ExponentialBuckets
{
    /// <summary>
    /// Bucket <c>i</c> of scale <c>s</c> holds values in <c>(b^i, b^(i+1)]</c> with <c>b = 2^(2^-s)</c>; the negative side mirrors it.
    /// </summary>
    public static (List<double> Bounds, List<ulong> Buckets) ToExplicit(
        int scale, ulong zeros, (int Offset, List<ulong> Counts) positive, (int Offset, List<ulong> Counts) negative)
    {
        var factor = Math.Pow(2, -Math.Clamp(scale, -10, 20));
        double Bound(int offset, int index) => Math.Pow(2, factor * ((double)offset + index));

        var bounds = new List<double>();
        var buckets = new List<ulong>();
        if (negative.Counts.Count > 0)
        {
            bounds.Add(-Bound(negative.Offset, negative.Counts.Count));
            buckets.Add(0);
            for (var index = negative.Counts.Count - 1; index >= 0; index--)
            {
                bounds.Add(-Bound(negative.Offset, index));
                buckets.Add(negative.Counts[index]);
            }
        }

        bounds.Add(Bound(positive.Offset, 0));
        buckets.Add(zeros);
        for (var index = 0; index < positive.Counts.Count; index++)
        {
            bounds.Add(Bound(positive.Offset, index + 1));
            buckets.Add(positive.Counts[index]);
        }

        buckets.Add(0);
        return (bounds, buckets);
    }
}
