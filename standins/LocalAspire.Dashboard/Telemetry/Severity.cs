namespace LocalAspire.Dashboard.Telemetry;

/// <summary>.NET's names for OTLP's severity numbers, four numbers to a name.</summary>
internal static class Severity
{
    public static readonly IReadOnlyList<string> Names = ["Trace", "Debug", "Information", "Warning", "Error", "Critical"];

    public static string NameOf(int number) => number is >= 1 and <= 24 ? Names[(number - 1) / 4] : "Unspecified";

    /// <summary>The least number of a level, by .NET's or OpenTelemetry's name, whatever its case.</summary>
    public static bool TryParse(string text, out int leastNumber)
    {
        var index = text.ToUpperInvariant() switch
        {
            "TRACE" => 0,
            "DEBUG" => 1,
            "INFORMATION" or "INFO" => 2,
            "WARNING" or "WARN" => 3,
            "ERROR" => 4,
            "CRITICAL" or "FATAL" => 5,
            _ => -1,
        };
        leastNumber = (index * 4) + 1;
        return index >= 0;
    }
}
