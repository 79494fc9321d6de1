namespace Services.Contracts.Topology;

/// <summary>Exchanges and queues of the platform. All queues that hold work are quorum queues.</summary>
public static class BrokerNames
{
    /// <summary>Direct exchange for <see cref="Turns.TurnMessage"/>; routing key <see cref="TurnQueue"/>.</summary>
    public const string TurnsExchange = "turns";

    /// <summary>Fan-out exchange for <see cref="Turns.CancelRequested"/>; each worker binds a queue of its own.</summary>
    public const string ControlExchange = "control";

    /// <summary>Topic exchange for <see cref="Turns.TurnCompleted"/>.</summary>
    public const string CompletedExchange = "turns.completed";

    /// <summary>Routing key of a finished turn.</summary>
    public const string CompletedKey = "turn.completed";

    /// <summary>Where the runtime evaluation reads finished turns.</summary>
    public const string EvaluationQueue = "evals.turns-completed";

    /// <summary>Fan-out exchange that takes what could not be processed, with cause and attempts in the headers.</summary>
    public const string DeadLetterExchange = "dead";

    /// <summary>Holds dead letters until an operator replays or drops them.</summary>
    public const string DeadLetterQueue = "dead.letters";

    /// <summary>Tells the workers of each dead letter, once; what the broker itself gave up nobody would know of otherwise.</summary>
    public const string DeadLetterNoticeQueue = "dead.notices";

    /// <summary>How many turn queues there are; a change needs drained queues, so it is a constant and no setting.</summary>
    public const int TurnPartitions = 8;

    /// <summary>Header of a dead letter: why, in one sentence.</summary>
    public const string CauseHeader = "x-cause";

    /// <summary>Header of a dead letter: how often it was tried.</summary>
    public const string AttemptsHeader = "x-attempts";

    /// <summary>Header of a message that was a dead letter: how often it was replayed.</summary>
    public const string ReplayHeader = "x-replay";

    /// <summary>The queue (and routing key) of a partition, from 0.</summary>
    public static string TurnQueue(int partition) => $"turns.{partition}";
}
