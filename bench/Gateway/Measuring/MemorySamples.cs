namespace Gateway.Bench.Measuring;

/// <summary>A process's resident memory, taken at a steady interval.</summary>
internal sealed class MemorySamples
{
    /// <summary>Up to this share, or <see cref="FlatMiB"/>, whichever is more, the last third may lie above the middle one.</summary>
    public const double FlatShare = 0.05;

    public const double FlatMiB = 8;

    private readonly List<double> _mebibytes = [];

    /// <summary>The median of the middle third, in MiB.</summary>
    public double Middle => Median(_mebibytes.Count / 3, _mebibytes.Count / 3);

    /// <summary>The median of the last third, in MiB.</summary>
    public double Last => Median(_mebibytes.Count - (_mebibytes.Count / 3), _mebibytes.Count / 3);

    /// <summary>By how much the last third lies above what counts as flat, in MiB; 0 if it does not.</summary>
    public double Excess => Math.Max(0, Last - Math.Max(Middle * (1 + FlatShare), Middle + FlatMiB));

    public void Add(double kibibytes) => _mebibytes.Add(kibibytes / 1024);

    /// <summary>The median of so many samples from one on, in MiB.</summary>
    public double Median(int first, int count)
    {
        double[] sorted = [.. _mebibytes.Skip(first).Take(count).Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
