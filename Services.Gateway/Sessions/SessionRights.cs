using Services.Contracts.Access;
using Services.Contracts.Messages;
using Services.Conversations.Sessions;

namespace Services.Gateway.Sessions;

/// <summary>
/// What somebody is to a session, and with which rights the assistant works for them there. Rights belong to the conversation, not to who
/// speaks: nobody's tools see more in it than its owner may.
/// </summary>
internal static class SessionRights
{
    /// <summary>How the others are shown who wrote.</summary>
    public static MessageAuthor AuthorOf(Caller caller, Session session) =>
        new(
            caller.UserId,
            caller.Name,
            session.OwnerId == caller.UserId ? AuthorRole.Customer
                : session.IsShared || !Roles.IsStaff(caller.Role) ? AuthorRole.Participant
                : AuthorRole.Staff
        );

    /// <summary>
    /// The caller as the assistant's tools may know them. In a room that everybody hears, only its owner's own records are at hand, and
    /// only to the owner; staff have no more rights there than a guest.
    /// </summary>
    public static Caller Within(Session session, Caller caller) =>
        !session.IsShared || (session.OwnerId == caller.UserId && !Roles.IsStaff(caller.Role))
            ? caller
            : caller with
            {
                Role = Role.Customer,
                CustomerId = null,
            };

    /// <summary>Who may end it: its owner and staff. A room's other members leave.</summary>
    public static bool MayEnd(Caller caller, Session session) => session.OwnerId == caller.UserId || Roles.IsStaff(caller.Role);
}
