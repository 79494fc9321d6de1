namespace Services.Conversations.EventLog;

/// <summary>A subscription to a log; dispose it to end it.</summary>
public interface ILogSubscription : IAsyncDisposable
{
    /// <summary>The number after which entries come.</summary>
    long From { get; }
}
