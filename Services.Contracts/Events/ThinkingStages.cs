namespace Services.Contracts.Events;

/// <summary>What the assistant is at, in the order in which it usually happens.</summary>
public static class ThinkingStages
{
    /// <summary>The message is being checked.</summary>
    public const string Guard = "guard";

    /// <summary>The right agent is being chosen.</summary>
    public const string Route = "route";

    /// <summary>An agent has the turn.</summary>
    public const string Agent = "agent";

    /// <summary>A part of the platform does not answer, and is waited for.</summary>
    public const string Waiting = "waiting";

    /// <summary>A tool runs.</summary>
    public const string Tool = "tool";
}
