using System.Globalization;

namespace Services.Retail;

/// <summary>US dollars.</summary>
public static class Money
{
    /// <summary>Two decimals, half to even; after every operation.</summary>
    public static decimal Round(decimal amount) => Math.Round(amount, 2, MidpointRounding.ToEven);

    /// <summary>For example <c>$1,045.10</c>.</summary>
    public static string Format(decimal amount) =>
        (amount < 0 ? "-$" : "$") + Math.Abs(amount).ToString("#,##0.00", CultureInfo.InvariantCulture);
}
