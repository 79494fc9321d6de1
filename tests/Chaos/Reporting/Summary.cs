using System.Globalization;
using Chaos.Audit;

namespace Chaos.Reporting;

/// <summary>An episode in a line.</summary>
internal static class Summary
{
    public static string Of(EpisodeResult result)
    {
        var kills = result.Faults.Count(fault => fault.Kind == "kill");
        var faults = FormattableString.Invariant($"{kills} kills and {result.Faults.Count - kills} other faults in {result.Seconds:0} s");
        var turns = FormattableString.Invariant($"{result.Accepted} turns in {result.Sessions} sessions");
        return FormattableString.Invariant($"{faults}, {turns}, {result.Done} of {result.Agreed} changes done: {Wrong(result)}");
    }

    private static string Wrong(EpisodeResult result) =>
        result.Findings.Count == 0 ? "nothing wrong" : string.Join(", ", result.Findings.GroupBy(finding => finding.Kind).Select(Count));

    private static string Count(IGrouping<FindingKind, Finding> group) =>
        string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}");
}
