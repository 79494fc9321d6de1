namespace Services.Gateway.SocketIo.Transport;

/// <summary>Takes the messages of a WebSocket as they come in, on the reader's thread.</summary>
internal interface IMessageSink
{
    /// <summary>Takes a message, and with it the duty to dispose it.</summary>
    void OnMessage(InboundMessage message);

    /// <summary>Null when more can be taken; otherwise completes when that is so.</summary>
    Task? WhenReady();
}
