using Services.Contracts;
using Services.Contracts.Access;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using Services.Conversations.Handovers;
using Services.Conversations.Messages;
using Services.Conversations.Sessions;
using Services.Conversations.StaffApprovals;
using Services.Conversations.Vault;
using Services.Gateway.Cancellation;
using Services.Gateway.Errors;
using Services.Gateway.Sessions;

namespace Services.Gateway.Handovers;

/// <summary>
/// Hands conversations from the assistant to people and back. The database decides who has one; its members are told by the log, in which
/// no word of the assistant can follow a claim.
/// </summary>
internal sealed class HandoverDesk(
    IHandoverStore handovers,
    IMessageStore messages,
    IPersonalDataVault vault,
    ISessionEventLog log,
    TurnCanceller canceller,
    SessionDirectory directory,
    TimeProvider time
)
{
    /// <summary>A turn that has not ended by then is lost.</summary>
    private static readonly TimeSpan Horizon = TimeSpan.FromHours(1);

    // A reply that runs is stopped and ends in a moment; one whose worker is gone cannot go on behind the claim anyway.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    // What is committed is told, whether its client still waits or not.
    private static readonly TimeSpan Telling = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private static readonly GatewayError StaffOnly = new(ErrorCodes.SessionAccessDenied, "Only staff take conversations.");

    private static readonly GatewayError OwnConversation = new(
        ErrorCodes.SessionAccessDenied,
        "This conversation is your own; another person has to take it."
    );

    private static readonly GatewayError Room = GatewayError.Invalid("A room that everybody may enter is not handed over.");

    private static readonly GatewayError NotHandedOver = new(ErrorCodes.HandoverConflict, "The assistant has this conversation already.");

    /// <summary>Asks for a person. Asked again, it answers the place in the queue, or who has the conversation.</summary>
    public async Task<Outcome<HandoverStanding>> RequestAsync(
        Caller caller,
        Session session,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        if (session.IsShared)
        {
            return Room;
        }

        var by = SessionRights.AuthorOf(caller, session);
        reason = reason is null ? null : await vault.MaskAsync(session.Id, reason, cancellationToken);
        var result = await handovers.RequestAsync(session.Id, by, reason, cancellationToken);
        directory.Forget(session.Id);
        if (result.Now is not { } now)
        {
            return GatewayError.SessionEnded;
        }

        if (result.Changed)
        {
            using var telling = new CancellationTokenSource(Telling, time);
            await log.AppendAsync(session.Id, [HandoverEvents.Queued(session.Id, result, Now)], telling.Token);
        }

        return new HandoverStanding(session.Id, now, result.Position);
    }

    /// <summary>
    /// Takes a conversation for a member of staff: one claim wins, and is told to its members behind the last word of the assistant. The
    /// one who has it may claim it again.
    /// </summary>
    public async Task<Outcome<HandoverStanding>> ClaimAsync(Caller caller, Session session, CancellationToken cancellationToken)
    {
        if (!Roles.IsStaff(caller.Role))
        {
            return StaffOnly;
        }

        if (session.IsShared)
        {
            return Room;
        }

        if (session.OwnerId == caller.UserId)
        {
            return OwnConversation;
        }

        var result = await handovers.ClaimAsync(session.Id, SessionRights.AuthorOf(caller, session), cancellationToken);
        directory.Forget(session.Id);
        if (result.Now is not { } now)
        {
            return GatewayError.SessionEnded;
        }

        if (now.UserId != caller.UserId)
        {
            return new GatewayError(ErrorCodes.HandoverConflict, $"{now.Name} has this conversation.");
        }

        // Again, too: the log tells it once, and an earlier attempt may not have come so far.
        using var telling = new CancellationTokenSource(Telling, time);
        await SilenceAsync(caller, session, result, telling.Token);
        var standing = await handovers.FindAsync(session.Id, telling.Token);
        if (standing.Now is { IsPerson: false } overtaken)
        {
            // Given back before it was told that it was taken: the log ends as the database does.
            var returned = HandoverEvents.Returned(session.Id, SessionRights.AuthorOf(caller, session), null, Now);
            await log.AppendHandoverAsync(session.Id, [returned], toPerson: false, telling.Token);
            return new HandoverStanding(session.Id, overtaken, standing.Position);
        }

        return new HandoverStanding(session.Id, now, 0);
    }

    /// <summary>
    /// The first word of staff in a conversation takes it: the assistant is silent as soon as a person speaks. Nothing happens when a
    /// person has it; another may help them.
    /// </summary>
    public async Task<GatewayError?> EnterAsync(Caller caller, Session session, CancellationToken cancellationToken)
    {
        if ((await handovers.FindAsync(session.Id, cancellationToken)).Now is { IsPerson: true })
        {
            return null;
        }

        var error = (await ClaimAsync(caller, session, cancellationToken)).Error;
        // Somebody else was quicker: they have it, and this is a word of help.
        return error?.Code == ErrorCodes.HandoverConflict ? null : error;
    }

    /// <summary>
    /// Gives a conversation back to the assistant: staff one that a person has, with what the assistant should know; its owner, and who
    /// asked for a person, one that still waits for one.
    /// </summary>
    public async Task<Outcome<HandoverStanding>> ReturnAsync(
        Caller caller,
        Session session,
        string? summary,
        CancellationToken cancellationToken
    )
    {
        var by = SessionRights.AuthorOf(caller, session);
        summary = summary is null ? null : await vault.MaskAsync(session.Id, summary, cancellationToken);
        var from = by.Role == Contracts.Messages.AuthorRole.Staff ? ResponderKind.Person : ResponderKind.Queue;
        var result = await handovers.ReturnAsync(session.Id, by, from, summary, cancellationToken);
        if (!result.Changed && result.Now is { Kind: ResponderKind.Queue })
        {
            // Nobody has taken it yet: who asked for a person may think better of it, staff too.
            result = await handovers.TakeBackAsync(session.Id, by, cancellationToken);
        }

        directory.Forget(session.Id);
        if (result.Now is not { } now)
        {
            return GatewayError.SessionEnded;
        }

        if (!result.Changed)
        {
            return now switch
            {
                { IsPerson: true } => new GatewayError(ErrorCodes.HandoverConflict, $"{now.Name} has this conversation."),
                { Kind: ResponderKind.Queue } => new GatewayError(ErrorCodes.HandoverConflict, "Nobody has taken this conversation yet."),
                _ => NotHandedOver,
            };
        }

        using var telling = new CancellationTokenSource(Telling, time);
        await log.AppendHandoverAsync(session.Id, [HandoverEvents.Returned(session.Id, by, summary, Now)], toPerson: false, telling.Token);
        return new HandoverStanding(session.Id, now, 0);
    }

    /// <summary>Conversations that wait for a person, and those that one has; for staff.</summary>
    public async Task<Outcome<IReadOnlyList<OpenHandover>>> ListAsync(Caller caller, int limit, CancellationToken cancellationToken) =>
        Roles.IsStaff(caller.Role)
            ? Outcome<IReadOnlyList<OpenHandover>>.Of(await handovers.ListAsync(limit, cancellationToken))
            : StaffOnly;

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task SilenceAsync(Caller caller, Session session, HandoverResult claim, CancellationToken cancellationToken)
    {
        var running = await messages.PendingAsync(session.Id, long.MaxValue, Horizon, cancellationToken);
        if (running.Count > 0)
        {
            await canceller.CancelAllAsync(caller, session, [.. running.Select(message => message.Id)], cancellationToken);
            var since = time.GetTimestamp();
            while (running.Count > 0 && time.GetElapsedTime(since) < LongestWait)
            {
                await Task.Delay(Poll, time, cancellationToken);
                running = await messages.PendingAsync(session.Id, long.MaxValue, Horizon, cancellationToken);
            }
        }

        List<SessionEvent> events =
        [
            .. claim.Withdrawn.Select(approval => new ApprovalResolved
            {
                SessionId = session.Id,
                Timestamp = Now,
                ApprovalId = approval,
                Outcome = ApprovalOutcome.Withdrawn,
            }),
            .. claim.WithdrawnFromStaff.Select(approval => StaffApprovalEvents.Withdrawn(session.Id, approval, Now)),
            new HandoverClaimed
            {
                SessionId = session.Id,
                Timestamp = Now,
                UserId = caller.UserId,
                DisplayName = caller.Name,
            },
        ];
        await log.AppendHandoverAsync(session.Id, events, toPerson: true, cancellationToken);
    }
}
