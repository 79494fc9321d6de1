namespace Services.Gateway.SocketIo.Connections;

/// <summary>An answer that is awaited, until it is forgotten.</summary>
internal readonly record struct PendingAnswer(PendingAnswers Owner, ulong Id, Task<SocketIoAnswer> Answer)
{
    /// <summary>Nobody waits for it any more.</summary>
    public void Remove() => Owner.Remove(Id);
}
