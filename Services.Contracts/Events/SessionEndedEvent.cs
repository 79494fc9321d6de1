namespace Services.Contracts.Events;

/// <summary>The session takes no more messages.</summary>
public sealed record SessionEndedEvent : SessionEvent
{
    /// <inheritdoc/>
    public override string Name => EventNames.SessionEnded;
}
