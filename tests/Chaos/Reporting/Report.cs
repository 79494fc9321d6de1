namespace Chaos.Reporting;

internal static class Report
{
    public static string Write(string folder, IReadOnlyList<EpisodeResult> results) => $"{folder} {results.Count}";
}
