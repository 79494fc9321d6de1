using Services.Contracts.Ids;
using Services.Gateway.Delivery;
using Services.Gateway.Errors;
using Services.Gateway.Presence;
using Services.Gateway.SocketIo;
using Services.Gateway.Typing;

namespace Services.Gateway.Subscriptions;

/// <summary>Makes sockets members of sessions, in the dialect that they speak, and ends that.</summary>
internal sealed class Following(SessionFeeds feeds, ISubscriptionJournal journal, PresenceBoard presence, TypingTracker typing)
{
    /// <summary>
    /// The membership, and whether it is new: a member that names a number begins anew there. <paramref name="joined"/> runs once it is
    /// certain, before the first entry is delivered, with the socket's place then: a client that has it comes back there, wherever it was
    /// before.
    /// </summary>
    public async Task<(FeedMembership Membership, bool IsNew)> FollowAsync(
        SocketIoSocket socket,
        SessionId session,
        Vocabulary vocabulary,
        long? afterSeq,
        CancellationToken cancellationToken,
        Action<string?>? joined = null,
        long? awaySince = null
    )
    {
        var client = socket.GetState<SocketClient>();
        if (client.Memberships.TryGetValue((vocabulary, session), out var known))
        {
            if (afterSeq is not null)
            {
                return await FollowAnewAsync(socket, session, vocabulary, afterSeq, joined, cancellationToken);
            }

            joined?.Invoke(null);
            return (known, false);
        }

        await UnfollowEndedAsync(socket);
        foreach (var other in client.Memberships.Values)
        {
            other.Individualise();
        }

        var isFirst = client.Memberships.Count == 0;
        var member = new SocketMember(socket, session, client.Caller.UserId, vocabulary, client.Places, isAlone: !isFirst, awaySince);
        var membership = await feeds.JoinAsync(
            session,
            member,
            afterSeq,
            cancellationToken,
            async from =>
            {
                await journal.AddAsync(socket, vocabulary, session, from, isFirst, cancellationToken);
                member.BeginAt(from, joined);
            }
        );
        client.Memberships.Add((vocabulary, session), membership);
        return (membership, true);
    }

    /// <summary>
    /// The user stays present meanwhile. If it fails half-way, the connection is cut: the client comes back by itself and is taken up where
    /// it was.
    /// </summary>
    private async Task<(FeedMembership Membership, bool IsNew)> FollowAnewAsync(
        SocketIoSocket socket,
        SessionId session,
        Vocabulary vocabulary,
        long? afterSeq,
        Action<string?>? joined,
        CancellationToken cancellationToken
    )
    {
        var user = socket.GetState<SocketClient>().Caller.UserId;
        presence.Hold(session, user);
        try
        {
            await EndAsync(socket, session, vocabulary);
            return await FollowAsync(socket, session, vocabulary, afterSeq, cancellationToken, joined);
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

    /// <summary>Ends a membership, if there is one, because the client wants it.</summary>
    public async Task UnfollowAsync(SocketIoSocket socket, SessionId session, Vocabulary vocabulary)
    {
        if (await EndAsync(socket, session, vocabulary))
        {
            journal.Remove(socket, vocabulary, session);
        }
    }

    /// <summary>Ends all memberships of a socket that is gone. If its client comes back, it is taken up again.</summary>
    public async Task UnfollowAllAsync(SocketIoSocket socket)
    {
        foreach (var (vocabulary, session) in socket.GetState<SocketClient>().Memberships.Keys.ToArray())
        {
            await EndAsync(socket, session, vocabulary);
        }
    }

    /// <summary>
    /// Sessions that have ended are followed no more, so that a socket that goes from one to the next does not carry them all in its
    /// offsets.
    /// </summary>
    private async Task UnfollowEndedAsync(SocketIoSocket socket)
    {
        var memberships = socket.GetState<SocketClient>().Memberships;
        foreach (
            var (vocabulary, session) in memberships
                .Where(static membership => membership.Value.HasEnded)
                .Select(static membership => membership.Key)
                .ToArray()
        )
        {
            await UnfollowAsync(socket, session, vocabulary);
        }
    }

    private async Task<bool> EndAsync(SocketIoSocket socket, SessionId session, Vocabulary vocabulary)
    {
        if (!socket.GetState<SocketClient>().Memberships.Remove((vocabulary, session), out var membership))
        {
            return false;
        }

        typing.Stop(session, membership);
        await membership.DisposeAsync();
        return true;
    }
}
