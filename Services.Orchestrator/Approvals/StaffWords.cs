using System.Globalization;
using System.Text.RegularExpressions;
using Services.Conversations.StaffApprovals;
using Services.Orchestrator.State;

namespace Services.Orchestrator.Approvals;

/// <summary>What the platform itself says about approvals of staff, whatever the model.</summary>
internal static partial class StaffWords
{
    /// <summary>The customer has agreed, and waits for staff.</summary>
    public static string Opened(StaffApproval opened) =>
        $"Thank you. It moves {Amount(opened.Amount)}, so a colleague has to approve it before I can do it: {opened.Statement} I will tell "
        + "you here what they decide; until then nothing is changed. To take it back, write: withdraw the request.";

    /// <summary>It is not carried out: staff declined, nobody decided in time, or it was taken back.</summary>
    public static string NotDone(StaffApproval settled) =>
        settled.Status switch
        {
            StaffApprovalStatus.Declined =>
                $"{settled.DecidedByName}, a colleague, has not approved this: {settled.Statement} Nothing was changed."
                    + (string.IsNullOrWhiteSpace(settled.Reason) ? "" : $" They wrote: {settled.Reason}"),
            StaffApprovalStatus.Expired => $"No colleague has decided on this in time: {settled.Statement} Nothing was changed. "
                + "Please ask again if you still want it.",
            _ => $"The request is withdrawn: {settled.Statement} Nothing was changed.",
        };

    /// <summary>Who approved what this turn has done; null if it has done nothing, or nobody had to approve it.</summary>
    public static string? ApprovedBy(TurnState state) =>
        state.ApprovalDecision is { StaffName: { } name } && state.Effects.Count > 0
            ? $"\n\n{name}, a colleague, has approved this."
            : null;

    /// <summary>True for a message that takes back what waits for staff, and says nothing else.</summary>
    public static bool TakesBack(string said) => Withdraws().IsMatch(said);

    private static string Amount(decimal amount) => string.Create(CultureInfo.InvariantCulture, $"${amount:N2}");

    [GeneratedRegex(
        @"^\W*(?:please |ok(?:ay)?,? |no,? )*(?:i(?:'d| would)? (?:like|want) to )?"
            + @"(?:withdraw|take back|drop|cancel) (?:the|my|that|this) (?:approval )?request(?:,? please)?\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Withdraws();
}
