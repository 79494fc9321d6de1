using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Contracts.Turns;
using Services.Conversations.Approvals;
using Services.Conversations.Messages;
using Services.Conversations.Sessions;
using Services.Conversations.Vault;
using Services.Gateway.Errors;
using Services.Gateway.Sessions;
using Services.Messaging.Publishing;

namespace Services.Gateway.Turns;

/// <summary>Answers of users to the questions of turns.</summary>
internal sealed class ApprovalAnswers(
    IMessageStore messages,
    IApprovalStore approvals,
    SessionDirectory directory,
    ITurnPublisher publisher,
    IPersonalDataVault vault,
    TimeProvider time
)
{
    /// <summary>
    /// Hands the answer of the one who was asked to the orchestrator. The turn, or why there is none: what is settled makes none. Of
    /// several answers that are on their way the first counts, and the same answer again is the same turn.
    /// </summary>
    public async Task<Outcome<ApprovalAnswered>> AnswerAsync(
        Caller caller,
        Session session,
        ApprovalId approval,
        bool approved,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        var asked = await approvals.FindAsync(approval, cancellationToken);
        var takesBack = !approved && asked is { Status: ApprovalStatus.Approved, StaffAmount: not null };
        if (Check(asked, session, caller, takesBack) is { } refused)
        {
            return await directory.HasEndedAsync(session, cancellationToken) ? GatewayError.SessionEnded : refused;
        }

        if (await messages.NextOrdinalAsync(session.Id, cancellationToken) is not { } ordinal)
        {
            // It ended on another gateway, and this one did not hear of it.
            directory.Forget(session.Id);
            return GatewayError.SessionEnded;
        }

        var turn = AnswerTurns.Of(approval, approved);
        var answer = new ApprovalAnswered
        {
            SessionId = session.Id,
            TurnId = turn,
            MessageId = new MessageId(turn.Value),
            Ordinal = ordinal,
            Caller = SessionRights.Within(session, caller),
            RequestedAt = time.GetUtcNow(),
            ApprovalId = approval,
            Approved = approved,
            Reason = reason is null ? null : await vault.MaskAsync(session.Id, reason, cancellationToken),
        };
        await publisher.PublishTurnAsync(answer, cancellationToken);
        return answer;
    }

    private GatewayError? Check(Approval? asked, Session session, Caller caller, bool takesBack) =>
        asked is null || asked.SessionId != session.Id ? GatewayError.ApprovalUnknown
        : asked.UserId != caller.UserId ? GatewayError.ApprovalOfSomebodyElse
        // What waits for staff can be taken back by the customer; whether it still waits, the orchestrator finds out.
        : takesBack ? null
        : asked.Status != ApprovalStatus.Pending || asked.ExpiresAt <= time.GetUtcNow() ? GatewayError.ApprovalSettled(asked.Status)
        : null;
}
