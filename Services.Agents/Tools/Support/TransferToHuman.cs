using System.Text.Json;
using Services.Agents.Tools.Writes;
using Services.Contracts.Access;
using Services.Contracts.Messages;
using Services.Retail.Tickets;

namespace Services.Agents.Tools.Support;

/// <summary>Puts the session into the queue of people; one that waits already, or that a person has, stays as it is.</summary>
internal sealed record TransferToHuman(string Summary) : IWriteCommand
{
    private const int LongestSummary = 2_000;

    /// <inheritdoc/>
    public async Task<WriteOutcome> ApplyAsync(WriteContext context, CancellationToken cancellationToken)
    {
        var summary = Summary.Trim();
        if (summary.Length is 0 or > LongestSummary)
        {
            return WriteOutcome.Refused($"The summary needs 1 to {LongestSummary} characters.");
        }

        if (Roles.IsStaff(context.Caller.Role))
        {
            return WriteOutcome.Refused("Staff are the people of the team themselves; the queue shows who waits for one.");
        }

        var by = new MessageAuthor(context.Caller.UserId, context.Caller.Name, AuthorRole.Customer);
        await context.Handovers.RequestAsync(context.Connection, context.SessionId, by, summary, cancellationToken);
        return WriteOutcome.Succeeded(
            JsonSerializer.SerializeToElement("Transfer successful", TicketJson.Default.String),
            "Hand this conversation over to a person of our team."
        );
    }
}
