using System.Globalization;

namespace Intents.Training;

/// <summary>Wilson's interval of a share, 95 %.</summary>
internal static class Interval
{
    private const double Z = 1.96;

    /// <summary>The share with its bounds, for example "79.2 % (73.8–83.8)".</summary>
    public static string Of(int right, int count)
    {
        var share = (double)right / count;
        var centre = (share + Z * Z / (2 * count)) / (1 + Z * Z / count);
        var half = Z * Math.Sqrt(share * (1 - share) / count + Z * Z / (4.0 * count * count)) / (1 + Z * Z / count);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * share:0.0} % ({100 * (centre - half):0.0}–{100 * (centre + half):0.0})"
        );
    }
}
