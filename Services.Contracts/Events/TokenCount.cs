namespace Services.Contracts.Events;

/// <summary>Tokens of one reply.</summary>
public sealed record TokenCount
{
    /// <summary>Tokens the model read.</summary>
    public int Input { get; init; }

    /// <summary>Tokens the model wrote.</summary>
    public int Output { get; init; }
}
