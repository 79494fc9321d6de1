using System.Text.Json;
using Npgsql;
using Services.Agents.Tools.Writes;
using Services.Retail.Tickets;

namespace Services.Agents.Tools.Support;

/// <summary>Puts the session into the queue of people; a session that waits already keeps its place and takes the new summary.</summary>
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

        await using var command = new NpgsqlCommand(
            """
            insert into agents.human_queue (session_id, user_id, summary, queued_at) values ($1, $2, $3, $4)
            on conflict (session_id) do update set
              summary = excluded.summary,
              status = 'waiting',
              queued_at = case when human_queue.status = 'waiting' then human_queue.queued_at else excluded.queued_at end
            """,
            context.Connection
        )
        {
            Parameters =
            {
                new() { Value = context.SessionId.Value },
                new() { Value = context.Caller.UserId },
                new() { Value = summary },
                new() { Value = context.Now },
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
        return WriteOutcome.Succeeded(
            JsonSerializer.SerializeToElement("Transfer successful", TicketJson.Default.String),
            "Hand this conversation over to a person of our team."
        );
    }
}
