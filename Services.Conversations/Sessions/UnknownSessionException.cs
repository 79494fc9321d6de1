using Services.Contracts.Ids;

namespace Services.Conversations.Sessions;

/// <summary>A write named a session that does not exist.</summary>
public sealed class UnknownSessionException(SessionId session) : Exception($"There is no session {session}.")
{
    /// <summary>The session.</summary>
    public SessionId Session { get; } = session;
}
