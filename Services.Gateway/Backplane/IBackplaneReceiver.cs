using Services.Contracts.Ids;

namespace Services.Gateway.Backplane;

/// <summary>Whoever knows the sessions that have a member on this gateway.</summary>
internal interface IBackplaneReceiver
{
    /// <summary>Who takes the session's messages; null if it has no member here, as most have not. Called on any thread.</summary>
    IBackplaneHandler? Find(SessionId session);
}

/// <summary>Whoever delivers what other gateways say of one session.</summary>
internal interface IBackplaneHandler
{
    /// <summary>Takes a message; those of one gateway come in the order in which it sent them. Must not block.</summary>
    void Receive(BackplaneMessage message);
}
