namespace Services.Conversations.Erasure;

/// <summary>A store of a service's own, in which sessions leave something.</summary>
public interface ISessionEraser
{
    /// <summary>The store's name, which stays the same.</summary>
    string Store { get; }

    /// <summary>
    /// Deletes what there is of the session; may be repeated. False if something of it is still at work: then it is asked again.
    /// </summary>
    Task<bool> EraseAsync(ErasedSession session, CancellationToken cancellationToken);
}
