namespace Gateway.Host.Bench;

/// <summary>A reply that goes on with every tick of the <see cref="PacedReplyScheduler"/>.</summary>
internal interface IPacedReply
{
    /// <summary>So many more chunks are due. Does not block. False when there is no need of further ticks.</summary>
    bool OnTick(int due);
}
