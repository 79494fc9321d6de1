using System.Globalization;

namespace LocalAspire.Dashboard.Pages.Rendering;

/// <summary>Times and numbers as a person reads them.</summary>
internal static class Format
{
    private const double Microsecond = 1e3;
    private const double Millisecond = 1e6;
    private const double Second = 1e9;

    public static string Duration(ulong nanoseconds)
    {
        double value = nanoseconds;
        return value switch
        {
            0 => "0 µs",
            < Millisecond => Invariant($"{value / Microsecond:0.#} µs"),
            < 10 * Millisecond => Invariant($"{value / Millisecond:0.##} ms"),
            < Second => Invariant($"{value / Millisecond:0.#} ms"),
            < 60 * Second => Invariant($"{value / Second:0.##} s"),
            _ => Invariant($"{Math.Floor(value / (60 * Second)):0} min {value / Second % 60:0} s"),
        };
    }

    /// <summary>Browsers replace the text, which is UTC, by the local time.</summary>
    public static Html Time(ulong unixNano, string style = "time")
    {
        if (unixNano == 0)
        {
            return Html.Of($"–");
        }

        var time = ToTime(unixNano);
        return Html.Of($"""<time datetime="{Iso(time)}" data-local="{style}">{time.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)}</time>""");
    }

    /// <summary>ISO 8601 in UTC, to the millisecond.</summary>
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    public static DateTimeOffset ToTime(ulong unixNano)
    {
        var ticks = Math.Min(unixNano / 100, (ulong)(DateTimeOffset.MaxValue.Ticks - DateTimeOffset.UnixEpoch.Ticks));
        return DateTimeOffset.UnixEpoch.AddTicks((long)ticks);
    }

    public static string Number(double value) => value switch
    {
        0 => "0",
        _ when double.IsNaN(value) || double.IsInfinity(value) => value.ToString(CultureInfo.InvariantCulture),
        _ when Math.Abs(value) >= 1e9 => Invariant($"{value / 1e9:0.##} G"),
        _ when Math.Abs(value) >= 1e6 => Invariant($"{value / 1e6:0.##} M"),
        _ when Math.Abs(value) >= 1e4 => Invariant($"{value / 1e3:0.#} k"),
        _ when Math.Abs(value) >= 1 => Invariant($"{value:0.##}"),
        _ => Invariant($"{value:0.####}"),
    };

    public static string Count(long count, string one, string many) => count == 1 ? $"1 {one}" : Invariant($"{count} {many}");

    /// <summary>How much of a list is shown.</summary>
    public static string Newest(int shown, int total, string one, string many) =>
        total > shown ? Invariant($"The newest {shown} of {Count(total, one, many)}") : Count(total, one, many);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
