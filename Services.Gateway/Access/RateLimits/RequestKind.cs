namespace Services.Gateway.Access.RateLimits;

/// <summary>
/// What a request of a client is, as far as limits go. Each counts among its user's and its address' requests
/// (<see cref="RateLimitOptions.RequestsPerMinute"/>, <see cref="RateLimitOptions.RequestsPerMinuteOfAddress"/>), and by its kind besides.
/// </summary>
internal enum RequestKind
{
    /// <summary>Somebody who need not have signed in asks for what is for all, and counts by their address.</summary>
    Public,

    /// <summary>Typing, a sign of life: nothing is stored, and nothing counted beside the requests.</summary>
    Presence,

    /// <summary>
    /// A message. Its handler counts it (<see cref="RateLimitOptions.MessagesPerMinute"/>), since what was accepted once is not counted
    /// again.
    /// </summary>
    Message,

    /// <summary>A session that is begun; the directory counts it (<see cref="RateLimitOptions.SessionsPerMinute"/>).</summary>
    Beginning,

    /// <summary>Entering, leaving and ending what is there (<see cref="RateLimitOptions.MembershipsPerMinute"/>).</summary>
    Membership,

    /// <summary>
    /// Stopping a reply, answering a question: each is a message to the workers (<see cref="RateLimitOptions.ControlsPerMinute"/>).
    /// </summary>
    Control,

    /// <summary>Reading what is stored (<see cref="RateLimitOptions.ReadingsPerMinute"/>).</summary>
    Reading,

    /// <summary>A message of a call; its handler counts it (<see cref="RateLimitOptions.SignalsPerMinute"/>).</summary>
    Signal,

    /// <summary>
    /// A connection, counted where it is opened (<see cref="RateLimitOptions.HandshakesPerMinute"/>,
    /// <see cref="RateLimitOptions.ConnectionsPerMinute"/>); what it carries counts by itself.
    /// </summary>
    Connection,

    /// <summary>
    /// A request of Socket.IO's: its handshake counts as a connection, its polls do not, and each event counts by itself.
    /// </summary>
    Transport,
}
