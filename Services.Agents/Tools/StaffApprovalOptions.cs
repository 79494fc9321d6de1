using System.ComponentModel.DataAnnotations;
using Services.Agents.Tools.Writes;

namespace Services.Agents.Tools;

/// <summary>Which changes a member of staff has to approve besides the customer, section <c>Agents:Approvals</c>.</summary>
internal sealed class StaffApprovalOptions
{
    public const string Section = "Agents:Approvals";

    /// <summary>
    /// A change that moves more money than this needs a member of staff, in USD, 0 to 1,000,000,000: cancellations by what goes back,
    /// returns by what they are worth, exchanges and other items by the difference, other payments by what is paid. Default: 10,000.
    /// </summary>
    [Range(0, 1_000_000_000)]
    public decimal StaffAbove { get; set; } = 10_000;

    /// <summary>What the change moves, if a member of staff has to approve it; otherwise null.</summary>
    public decimal? AmountFor(WriteOutcome outcome) => outcome.Amount > StaffAbove ? outcome.Amount : null;
}
