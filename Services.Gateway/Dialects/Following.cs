using Services.Contracts.Ids;
using Services.Gateway.Delivery;
using Services.Gateway.SocketIo;
using Services.Gateway.Typing;

namespace Services.Gateway.Dialects;

/// <summary>Makes sockets members of sessions, in the dialect that they speak, and ends that.</summary>
internal sealed class Following(SessionFeeds feeds, TypingTracker typing)
{
    /// <summary>The membership, and whether it is new.</summary>
    public async Task<(FeedMembership Membership, bool IsNew)> FollowAsync(
        SocketIoSocket socket, SessionId session, Vocabulary vocabulary, long? afterSeq, CancellationToken cancellationToken)
    {
        var client = socket.GetState<SocketClient>();
        if (client.Memberships.TryGetValue((vocabulary, session), out var known))
        {
            return (known, false);
        }

        var member = new SocketMember(socket, session, client.Caller.UserId, vocabulary);
        var membership = await feeds.JoinAsync(session, member, afterSeq, cancellationToken);
        client.Memberships.Add((vocabulary, session), membership);
        return (membership, true);
    }

    /// <summary>Ends a membership, if there is one.</summary>
    public async Task UnfollowAsync(SocketIoSocket socket, SessionId session, Vocabulary vocabulary)
    {
        if (socket.GetState<SocketClient>().Memberships.Remove((vocabulary, session), out var membership))
        {
            typing.Stop(session, membership);
            await membership.DisposeAsync();
        }
    }

    /// <summary>Ends all memberships of a socket that is gone.</summary>
    public async Task UnfollowAllAsync(SocketIoSocket socket)
    {
        foreach (var (vocabulary, session) in socket.GetState<SocketClient>().Memberships.Keys.ToArray())
        {
            await UnfollowAsync(socket, session, vocabulary);
        }
    }
}
