namespace Gateway.Host.Bench;

/// <summary>A reply that goes on with every beat of the <see cref="Metronome"/>.</summary>
internal interface IPacedReply
{
    /// <summary>So many more chunks are due. Does not block. False when there is no need of further beats.</summary>
    bool OnBeat(int due);
}
