namespace Services.Gateway.SocketIo;

/// <summary>What came of an event that asked several clients for an answer.</summary>
/// <param name="Answers">The answers, one for each client that gave one.</param>
/// <param name="Missing">The sockets that did not answer in time, or are gone.</param>
public sealed record SocketIoAnswers(IReadOnlyList<SocketIoAnswer> Answers, IReadOnlyList<SocketIoSocket> Missing)
{
    /// <summary>True if everybody answered.</summary>
    public bool IsComplete => Missing.Count == 0;
}
