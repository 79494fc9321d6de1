using Services.Contracts;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Conversations.Messages;
using Services.Conversations.Sessions;
using Services.Conversations.StaffApprovals;
using Services.Conversations.Vault;
using Services.Gateway.Errors;
using Services.Messaging.Publishing;

namespace Services.Gateway.StaffApprovals;

/// <summary>
/// Has staff decide on what customers agreed to and what moves too much for the assistant alone. The database says whose decision counts;
/// it is carried out and told to the customer by a turn of its own.
/// </summary>
internal sealed partial class StaffApprovalDesk(
    IStaffApprovalStore approvals,
    ISessionStore sessions,
    IMessageStore messages,
    ITurnPublisher publisher,
    IPersonalDataVault vault,
    StaffApprovalNotices notices,
    TimeProvider time,
    ILogger<StaffApprovalDesk> logger
)
{
    // What is decided is handed over, whether its client still waits or not.
    private static readonly TimeSpan HandingOver = TimeSpan.FromSeconds(10);

    private static readonly GatewayError StaffOnly = new(ErrorCodes.SessionAccessDenied, "Only staff approve changes.");

    private static readonly GatewayError Own = new(
        ErrorCodes.SessionAccessDenied,
        "This is your own request; another person has to decide on it."
    );

    private static readonly GatewayError Unknown = new(ErrorCodes.ApprovalNotPending, "There is no such request for an approval.");

    /// <summary>Those that wait, the longest first, or those that do not any more, the newest first.</summary>
    public async Task<Outcome<IReadOnlyList<StaffApproval>>> ListAsync(
        Caller caller,
        bool pending,
        int limit,
        CancellationToken cancellationToken
    ) =>
        Roles.IsStaff(caller.Role)
            ? Outcome<IReadOnlyList<StaffApproval>>.Of(await approvals.ListAsync(pending, limit, cancellationToken))
            : StaffOnly;

    /// <summary>
    /// Decides. Of several decisions one counts; who has made it may say it again. The others are told whose did.
    /// </summary>
    public async Task<Outcome<StaffApproval>> DecideAsync(
        Caller caller,
        ApprovalId id,
        bool approved,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        if (!Roles.IsStaff(caller.Role))
        {
            return StaffOnly;
        }

        if (
            await approvals.FindAsync(id, cancellationToken) is not { } asked
            || await sessions.FindAsync(asked.SessionId, cancellationToken) is not { } session
        )
        {
            return Unknown;
        }

        if (IsOwn(caller, asked, session))
        {
            return Own;
        }

        reason = string.IsNullOrWhiteSpace(reason) ? null : await vault.MaskAsync(asked.SessionId, reason, cancellationToken);
        var isFirst = await approvals.TryDecideAsync(id, caller, approved, reason, cancellationToken);
        if (await approvals.FindAsync(id, CancellationToken.None) is not { } decided)
        {
            return Unknown;
        }

        var wanted = approved ? StaffApprovalStatus.Approved : StaffApprovalStatus.Declined;
        if (decided.DecidedBy != caller.UserId || decided.Status != wanted)
        {
            return new GatewayError(ErrorCodes.ApprovalNotPending, WhyNot(decided));
        }

        if (isFirst)
        {
            notices.Publish(decided);
            await HandOverAsync(decided);
        }

        return decided;
    }

    private static bool IsOwn(Caller caller, StaffApproval asked, Session session) =>
        caller.UserId == asked.Customer.UserId || caller.UserId == session.OwnerId;

    private static string WhyNot(StaffApproval settled) =>
        settled.Status switch
        {
            StaffApprovalStatus.Approved => $"{settled.DecidedByName} has approved this already.",
            StaffApprovalStatus.Declined => $"{settled.DecidedByName} has declined this already.",
            StaffApprovalStatus.Withdrawn => "The request was withdrawn; nothing was changed.",
            StaffApprovalStatus.Pending =>
                "A person has this conversation, it has ended, or the time to decide is over; nothing was changed.",
            _ => "The time to decide is over; nothing was changed.",
        };

    /// <summary>Begins the decision's turn. Where that fails, the workers find the decision in the record.</summary>
    private async Task HandOverAsync(StaffApproval decided)
    {
        using var limit = new CancellationTokenSource(HandingOver, time);
        try
        {
            if (await messages.NextOrdinalAsync(decided.SessionId, limit.Token) is { } ordinal)
            {
                await publisher.PublishTurnAsync(decided.ToTurn(ordinal, time.GetUtcNow()), limit.Token);
            }
        }
        catch (Exception failure) when (Faults.IsOutage(failure) || failure is UnknownSessionException)
        {
            LogNotHandedOver(decided.Id, failure.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The decision on {Approval} could not be handed to the workers; they look for it: {Cause}")]
    private partial void LogNotHandedOver(ApprovalId approval, string cause);
}
