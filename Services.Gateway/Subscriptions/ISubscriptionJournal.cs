using Services.Contracts.Ids;
using Services.Gateway.Feeds;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Subscriptions;

/// <summary>
/// Keeps what each socket is subscribed to where every gateway finds it, so that a client that reconnects resumes there. Thread-safe.
/// </summary>
internal interface ISubscriptionJournal
{
    /// <summary>
    /// Notes a subscription from a number on, the socket's first or a further one; completes when that is kept. Nothing is noted of a
    /// socket that cannot be recovered.
    /// </summary>
    Task AddAsync(
        SocketIoSocket socket,
        EventEncoder encoder,
        SessionId session,
        long from,
        bool isFirst,
        CancellationToken cancellationToken
    );

    /// <summary>Notes the name that the socket gave to a room; completes when that is kept.</summary>
    Task AddRoomAsync(SocketIoSocket socket, string roomId, SessionId session, CancellationToken cancellationToken);

    /// <summary>Notes that a subscription has ended. Does not wait.</summary>
    void Remove(SocketIoSocket socket, EventEncoder encoder, SessionId session);
}
