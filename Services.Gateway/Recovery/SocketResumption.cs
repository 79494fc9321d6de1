using Services.Gateway.Delivery;
using Services.Gateway.Errors;
using Services.Gateway.Requests;
using Services.Gateway.Sessions;
using Services.Gateway.SocketIo;
using Services.Gateway.Subscriptions;

namespace Services.Gateway.Recovery;

/// <summary>Subscribes a client that came back to what it was subscribed to.</summary>
internal sealed class SocketResumption(
    Following following,
    SessionDirectory directory,
    IEnumerable<Vocabulary> vocabularies,
    RequestDeadlines deadlines
)
{
    /// <summary>Follows again what the socket followed, as far as its user still may, from where the client is.</summary>
    public async ValueTask ResumeAsync(SocketIoSocket socket, RecoveryPlan plan)
    {
        using var deadline = deadlines.Begin();
        try
        {
            foreach (var membership in plan.Memberships)
            {
                await ResumeAsync(socket, plan, membership, deadline.Token);
            }
        }
        catch (Exception failure) when (Faults.IsOutage(failure))
        {
            // Half resumed is worse than not at all: the client tries again, and finds everything as it was.
            socket.Abandon();
        }
    }

    private async Task ResumeAsync(
        SocketIoSocket socket,
        RecoveryPlan plan,
        RecoverableMembership membership,
        CancellationToken cancellationToken
    )
    {
        var client = socket.GetState<SocketClient>();
        var names = plan.Rooms.Where(room => room.Value == membership.Session).Select(static room => room.Key).ToList();
        var isRoom = membership.Dialect == Sockets.RoomPrefix && names.Count > 0;
        var allowed = isRoom
            ? await directory.AuthoriseRoomAsync(client.Caller, names[0], isShared: true, cancellationToken)
            : await directory.AuthoriseAsync(client.Caller, membership.Session.ToString(), cancellationToken);
        if (!allowed.TryGet(out _, out _) || vocabularies.FirstOrDefault(known => known.Prefix == membership.Dialect) is not { } vocabulary)
        {
            return;
        }

        var (place, _) = await following.FollowAsync(
            socket,
            membership.Session,
            vocabulary,
            membership.From,
            cancellationToken,
            awaySince: plan.AwaySince
        );
        place.TellChanges();
        foreach (var name in isRoom ? names : [])
        {
            client.Rooms[name] = new RoomPlace(membership.Session, vocabulary.RoomOf(membership.Session), place);
        }
    }
}
