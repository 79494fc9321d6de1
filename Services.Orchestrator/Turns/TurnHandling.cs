using Services.Contracts.Turns;
using Services.Messaging.Consuming;

namespace Services.Orchestrator.Turns;

/// <summary>A delivery of a turn while this worker has it, outages included.</summary>
internal sealed class TurnHandling(TurnMessage turn, SessionQueue.Position position, QueueDelivery delivery)
{
    public TurnMessage Turn { get; } = turn;

    public SessionQueue.Position Position { get; } = position;

    public QueueDelivery Delivery { get; } = delivery;

    /// <summary>The one attempt that is made of it.</summary>
    public AttemptId Attempt { get; } = AttemptId.New();

    /// <summary>The chunks of the reply that were delivered from here, however the last start ended.</summary>
    public IReadOnlyList<string> Delivered { get; set; } = [];

    /// <summary>Why the turn becomes a dead letter; whatever else happens from then on, it is not run again.</summary>
    public GivenUp? GivenUp { get; set; }
}

/// <summary>Why a turn is given up, in one sentence, and after how many attempts.</summary>
internal sealed record GivenUp(string Cause, int Attempts);
