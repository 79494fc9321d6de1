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
    /// The subscription, and whether it is new: a subscriber that names a number begins anew there. <paramref name="onStart"/> runs once it
    /// is certain, before the first entry is delivered, with the socket's offset then: a client that has it resumes there, wherever it was
    /// before.
    /// </summary>
    public async Task<(Subscription Subscription, bool IsNew)> SubscribeAsync(
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
        if (client.Subscriptions.TryGetValue((encoder, session), out var known))
        {
            if (afterSeq is not null)
            {
                return await ResubscribeAsync(socket, session, encoder, afterSeq, onStart, cancellationToken);
            }

            onStart?.Invoke(null);
            return (known, false);
        }

        await UnsubscribeEndedAsync(socket);
        foreach (var other in client.Subscriptions.Values)
        {
            other.SwitchToUnicast();
        }

        var isFirst = client.Subscriptions.Count == 0;
        var subscriber = new SocketSubscriber(
            socket,
            session,
            client.Caller.UserId,
            encoder,
            client.Offsets,
            isUnicast: !isFirst,
            awaySince
        );
        var subscription = await feeds.SubscribeAsync(
            session,
            subscriber,
            afterSeq,
            cancellationToken,
            async from =>
            {
                await journal.AddAsync(socket, encoder, session, from, isFirst, cancellationToken);
                subscriber.StartAt(from, onStart);
            }
        );
        client.Subscriptions.Add((encoder, session), subscription);
        return (subscription, true);
    }

    /// <summary>
    /// The user stays present meanwhile. If it fails half-way, the connection is cut: the client comes back by itself and resumes where
    /// it was.
    /// </summary>
    private async Task<(Subscription Subscription, bool IsNew)> ResubscribeAsync(
        SocketIoSocket socket,
        SessionId session,
        EventEncoder encoder,
        long? afterSeq,
        Action<string?>? onStart,
        CancellationToken cancellationToken
    )
    {
        var user = socket.GetState<SocketClient>().Caller.UserId;
        presence.Retain(session, user);
        try
        {
            await RemoveAsync(socket, session, encoder);
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
        if (await RemoveAsync(socket, session, encoder))
        {
            journal.Remove(socket, encoder, session);
        }
    }

    /// <summary>Ends all subscriptions of a socket that is gone. If its client comes back, it resumes.</summary>
    public async Task UnsubscribeAllAsync(SocketIoSocket socket)
    {
        foreach (var (encoder, session) in socket.GetState<SocketClient>().Subscriptions.Keys.ToArray())
        {
            await RemoveAsync(socket, session, encoder);
        }
    }

    /// <summary>
    /// Sessions that have ended are unsubscribed from, so that a socket that goes from one to the next does not carry them all in its
    /// offsets.
    /// </summary>
    private async Task UnsubscribeEndedAsync(SocketIoSocket socket)
    {
        var subscriptions = socket.GetState<SocketClient>().Subscriptions;
        foreach (
            var (encoder, session) in subscriptions
                .Where(static subscription => subscription.Value.HasEnded)
                .Select(static subscription => subscription.Key)
                .ToArray()
        )
        {
            await UnsubscribeAsync(socket, session, encoder);
        }
    }

    private async Task<bool> RemoveAsync(SocketIoSocket socket, SessionId session, EventEncoder encoder)
    {
        if (!socket.GetState<SocketClient>().Subscriptions.Remove((encoder, session), out var subscription))
        {
            return false;
        }

        typing.Stop(session, subscription);
        await subscription.DisposeAsync();
        return true;
    }
}
