namespace Services.Orchestrator.Turns;

/// <summary>
/// An attempt at a turn, from its first start to its success, its failure or its worker's death. An outage ends none: the same attempt
/// starts again, and counts once.
/// </summary>
internal readonly record struct AttemptId(Guid Value)
{
    public static AttemptId New() => new(Guid.CreateVersion7());
}
