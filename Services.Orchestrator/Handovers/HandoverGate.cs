using System.Text.RegularExpressions;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Messages;
using Services.Contracts.Turns;
using Services.Conversations.EventLog;
using Services.Conversations.Handovers;
using Services.Conversations.Record;

namespace Services.Orchestrator.Handovers;

/// <summary>
/// Keeps the assistant, whatever its model, out of conversations that are a person's or wait for one, and tells the customer what they wait
/// for.
/// </summary>
internal sealed partial class HandoverGate(IHandoverStore handovers, IConversationRecord records, ISessionEventLog log, TimeProvider time)
{
    /// <summary>The agents' tool that asks for a person.</summary>
    private const string TransferTool = "transfer_to_human_agents";

    private const string Waiting =
        "A person of our team will answer you here; what you write reaches them. If you would rather go on with me meanwhile, write: "
        + "continue with the assistant.";

    /// <summary>True when a person has the session now: an attempt that goes on where another broke off has nothing more to say.</summary>
    public async Task<bool> IsPersonsAsync(TurnMessage turn, CancellationToken cancellationToken) =>
        (await handovers.FindAsync(turn.SessionId, cancellationToken)).Now is { IsPerson: true };

    /// <summary>
    /// What the turn has instead of an answer while a person is waited for; null if the assistant answers, be it because the customer
    /// just decided to wait no more.
    /// </summary>
    public async Task<string?> NoticeAsync(TurnMessage turn, Responder responder, CancellationToken cancellationToken)
    {
        if (responder.Kind != ResponderKind.Queue || turn is not TurnRequested { Content: var said })
        {
            return null;
        }

        if (!TakesBack().IsMatch(said) || Refuses().IsMatch(said))
        {
            return Waiting;
        }

        var by = new MessageAuthor(turn.Caller.UserId, turn.Caller.Name, AuthorRole.Customer);
        var result = await handovers.ReturnAsync(turn.SessionId, by, ResponderKind.Queue, null, cancellationToken);
        if (result.Changed)
        {
            var returned = HandoverEvents.Returned(turn.SessionId, by, null, time.GetUtcNow().ToUnixTimeMilliseconds());
            await log.AppendHandoverAsync(turn.SessionId, [returned], toPerson: false, cancellationToken);
        }

        return result.Now is { IsPerson: true } ? Waiting : null;
    }

    /// <summary>The event that tells of a person who was asked for in the turn; null if none was.</summary>
    public async Task<HandoverQueued?> QueuedInAsync(
        TurnMessage turn,
        IReadOnlyList<RecordedCall> made,
        CancellationToken cancellationToken
    )
    {
        if (!made.Any(call => call.Call.Name == TransferTool && call.Result.Effect is not null))
        {
            return null;
        }

        var standing = await handovers.FindAsync(turn.SessionId, cancellationToken);
        return standing.Now is { Kind: ResponderKind.Queue }
            ? HandoverEvents.Queued(turn.SessionId, standing, time.GetUtcNow().ToUnixTimeMilliseconds())
            : null;
    }

    /// <summary>
    /// Lets replies go on where the log still refuses them though a person has given the session back: whoever did so did not come to
    /// tell it. Then it is told now.
    /// </summary>
    public async Task ReconcileAsync(SessionId session, CancellationToken cancellationToken)
    {
        if (!await log.IsSilentAsync(session, cancellationToken))
        {
            return;
        }

        var record = await records.ReadAsync(session, 1, cancellationToken);
        if (!record.IsErased && !record.Responder.IsPerson && record.Handovers is [.., { Change: HandoverChange.Returned } last])
        {
            var returned = HandoverEvents.Returned(session, last.By, last.Note, time.GetUtcNow().ToUnixTimeMilliseconds());
            await log.AppendHandoverAsync(session, [returned], toPerson: false, cancellationToken);
        }
    }

    // One who waits for a person and writes so has changed their mind.
    [GeneratedRegex(
        @"\b(?:(?:continue|go on|carry on|stay|proceed) (?:here )?with (?:the |you,? )?(?:assistant|ai|bot|you)|with you instead"
            + @"|(?:no|don't|do not) (?:longer )?(?:need|want) (?:for )?(?:a|the|any) (?:human|person|agent)"
            + @"|without (?:a|the) (?:human|person|agent))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex TakesBack();

    // And one who writes so has not.
    [GeneratedRegex(
        @"\b(?:don't|do not|not|never|won't|can't|cannot|no) (?:want |like |wish |have |need )?(?:to )?"
            + @"(?:continue|go on|carry on|stay|proceed)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Refuses();
}
