using Services.Contracts.Ids;
using Services.Gateway.Delivery;
using Services.Gateway.Recovery;
using Services.Gateway.SocketIo;
using Services.Gateway.Typing;

namespace Services.Gateway.Dialects;

/// <summary>Makes sockets members of sessions, in the dialect that they speak, and ends that.</summary>
internal sealed class Following(SessionFeeds feeds, RecoveryStore recovery, TypingTracker typing)
{
    /// <summary>
    /// The membership, and whether it is new. <paramref name="joined"/> runs once it is certain, before the first entry is delivered, with the socket's
    /// place then: a client that has it comes back there, wherever it was before.
    /// </summary>
    public async Task<(FeedMembership Membership, bool IsNew)> FollowAsync(
        SocketIoSocket socket, SessionId session, Vocabulary vocabulary, long? afterSeq, CancellationToken cancellationToken, Action<string?>? joined = null,
        long? awaySince = null)
    {
        var client = socket.GetState<SocketClient>();
        if (client.Memberships.TryGetValue((vocabulary, session), out var known))
        {
            joined?.Invoke(null);
            return (known, false);
        }

        await UnfollowEndedAsync(socket);
        foreach (var other in client.Memberships.Values)
        {
            other.Individualise();
        }

        var isAlone = client.Memberships.Count > 0;
        var member = new SocketMember(socket, session, client.Caller.UserId, vocabulary, client.Places, isAlone, awaySince);
        var membership = await feeds.JoinAsync(
            session, member, afterSeq, cancellationToken, async from =>
            {
                await recovery.RememberAsync(socket.RecoveryId, vocabulary, session, from, cancellationToken);
                member.BeginAt(from, joined);
            });
        client.Memberships.Add((vocabulary, session), membership);
        return (membership, true);
    }

    /// <summary>Ends a membership, if there is one, because the client wants it.</summary>
    public async Task UnfollowAsync(SocketIoSocket socket, SessionId session, Vocabulary vocabulary)
    {
        if (await EndAsync(socket, session, vocabulary))
        {
            recovery.Forget(socket.RecoveryId, vocabulary, session);
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

    /// <summary>Sessions that have ended are followed no more, so that a socket that goes from one to the next does not carry them all in its offsets.</summary>
    private async Task UnfollowEndedAsync(SocketIoSocket socket)
    {
        var memberships = socket.GetState<SocketClient>().Memberships;
        foreach (var (vocabulary, session) in memberships.Where(static membership => membership.Value.HasEnded).Select(static membership => membership.Key).ToArray())
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
