using Services.Contracts.Ids;
using Services.Gateway.Errors;
using Services.Gateway.Feeds;
using Services.Gateway.Presence;
using Services.Gateway.SocketIo;
using Services.Gateway.Typing;

namespace Services.Gateway.Subscriptions;

/// <summary>Subscribes sockets to sessions, in the dialect that they speak, and ends that.</summary>
internal sealed class SocketSubscriptions(SessionFeeds feeds, ISubscriptionJournal journal, PresenceTracker presence, TypingTracker typing)
{
    /// <summary>
    /// The subscription, and who is there too, which is null if the subscription is not new: a subscriber that names a number begins anew
    /// there. <paramref name="onStart"/> runs once it is certain, before the first entry is delivered, with the socket's offset then: a
    /// client that has it resumes there, wherever it was before.
    /// </summary>
    public async Task<(Subscription Subscription, PresenceSnapshot? Present)> SubscribeAsync(
        SocketIoSocket socket,
        SessionId session,
        EventEncoder encoder,
        long? afterSeq,
        CancellationToken cancellationToken,
        Action<string?>? onStart = null,
        long? awaySince = null
    )
    {
        var client = socket.GetState<SocketClient>();
        if (client.FindSubscription(encoder, session) is { } known)
        {
            if (afterSeq is not null)
            {
                return await ResubscribeAsync(socket, known, encoder, afterSeq, onStart, cancellationToken);
            }

            onStart?.Invoke(null);
            return (known, null);
        }

        await UnsubscribeEndedAsync(socket);
        foreach (var other in client.Subscriptions)
        {
            other.SwitchToUnicast();
        }

        var isFirst = client.Subscriptions.Count == 0;
        var subscriber = new SocketSubscriber(socket, session, client.Caller.UserId, encoder, client.Offsets, isUnicast: !isFirst);
        var (subscription, present) = await feeds.SubscribeAsync(
            session,
            subscriber,
            afterSeq,
            cancellationToken,
            async from =>
            {
                await journal.AddAsync(socket, encoder, session, from, isFirst, cancellationToken);
                subscriber.StartAt(from, onStart);
            },
            awaySince
        );
        client.Add(subscription);
        return (subscription, present);
    }

    /// <summary>
    /// The user stays present meanwhile. If it fails half-way, the connection is cut: the client comes back by itself and resumes where
    /// it was.
    /// </summary>
    private async Task<(Subscription Subscription, PresenceSnapshot? Present)> ResubscribeAsync(
        SocketIoSocket socket,
        Subscription known,
        EventEncoder encoder,
        long? afterSeq,
        Action<string?>? onStart,
        CancellationToken cancellationToken
    )
    {
        var session = known.Session;
        var user = socket.GetState<SocketClient>().Caller.UserId;
        presence.Retain(session, user);
        try
        {
            await RemoveAsync(socket, known);
            return await SubscribeAsync(socket, session, encoder, afterSeq, cancellationToken, onStart);
        }
        catch (Exception failure) when (Faults.IsOutage(failure))
        {
            socket.Abandon();
            throw;
        }
        finally
        {
            await presence.LeaveAsync(session, user);
        }
    }

    /// <summary>Ends a subscription, if there is one, because the client wants it.</summary>
    public async Task UnsubscribeAsync(SocketIoSocket socket, SessionId session, EventEncoder encoder)
    {
        if (socket.GetState<SocketClient>().FindSubscription(encoder, session) is { } known && await RemoveAsync(socket, known))
        {
            journal.Remove(socket, encoder, session);
        }
    }

    /// <summary>Ends all subscriptions of a socket that is gone. If its client comes back, it resumes.</summary>
    public async Task UnsubscribeAllAsync(SocketIoSocket socket)
    {
        foreach (var subscription in socket.GetState<SocketClient>().Subscriptions)
        {
            await RemoveAsync(socket, subscription);
        }
    }

    /// <summary>
    /// Sessions that have ended are unsubscribed from, so that a socket that goes from one to the next does not carry them all in its
    /// offsets.
    /// </summary>
    private async Task UnsubscribeEndedAsync(SocketIoSocket socket)
    {
        foreach (var ended in socket.GetState<SocketClient>().Subscriptions.Where(static subscription => subscription.HasEnded))
        {
            await UnsubscribeAsync(socket, ended.Session, ended.Subscriber.Encoder!);
        }
    }

    private async Task<bool> RemoveAsync(SocketIoSocket socket, Subscription subscription)
    {
        if (!socket.GetState<SocketClient>().Remove(subscription))
        {
            return false;
        }

        typing.Stop(subscription.Session, subscription);
        await subscription.DisposeAsync();
        return true;
    }
}
