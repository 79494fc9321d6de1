using Services.Gateway.Errors;
using Services.Gateway.Feeds;
using Services.Gateway.Requests;
using Services.Gateway.Sessions;
using Services.Gateway.SocketIo;
using Services.Gateway.Subscriptions;

namespace Services.Gateway.Recovery;

/// <summary>Subscribes a client that came back to what it was subscribed to.</summary>
internal sealed class SocketResumption(
    SocketSubscriptions subscriptions,
    SessionDirectory directory,
    IEnumerable<EventEncoder> encoders,
    RequestDeadlines deadlines
)
{
    /// <summary>Subscribes the socket again, as far as its user still may, from the offsets that the client has.</summary>
    public async ValueTask ResumeAsync(SocketIoSocket socket, RecoveryPlan plan)
    {
        using var deadline = deadlines.Begin();
        try
        {
            foreach (var known in plan.Subscriptions)
            {
                await ResumeAsync(socket, plan, known, deadline.Token);
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
        RecoverableSubscription known,
        CancellationToken cancellationToken
    )
    {
        var client = socket.GetState<SocketClient>();
        var names = plan.Rooms.Where(room => room.Value == known.Session).Select(static room => room.Key).ToList();
        var isRoom = known.Dialect == SocketNamespace.RoomPrefix && names.Count > 0;
        var allowed = isRoom
            ? await directory.AuthoriseRoomAsync(client.Caller, names[0], isShared: true, cancellationToken)
            : await directory.AuthoriseAsync(client.Caller, known.Session.ToString(), cancellationToken);
        if (!allowed.TryGet(out _, out _) || encoders.FirstOrDefault(candidate => candidate.Prefix == known.Dialect) is not { } encoder)
        {
            return;
        }

        var (subscription, present) = await subscriptions.SubscribeAsync(
            socket,
            known.Session,
            encoder,
            known.From,
            cancellationToken,
            awaySince: plan.AwaySince
        );
        if (present is not null)
        {
            subscription.SendPresenceChanges(present);
        }

        foreach (var name in isRoom ? names : [])
        {
            client.SetRoom(new RoomSubscription(name, subscription));
        }
    }
}
