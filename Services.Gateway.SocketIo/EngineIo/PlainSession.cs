using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>A session whose messages go to the application as they are.</summary>
internal sealed class PlainSession : EngineSession
{
    private readonly EngineIoMessageHandler _handler;
    private readonly EngineIoSocket _client;

    public PlainSession(EngineServer server, string id, SocketIoRequest request, BoundedWebSocket? socket, EngineIoMessageHandler handler)
        : base(server, id, request, socket, expectsJoin: false)
    {
        _handler = handler;
        _client = new EngineIoSocket(this);
    }

    protected override void OnText(InboundMessage message)
    {
        using (message)
        {
            Handle(message.Memory[1..], isBinary: false);
        }
    }

    protected override void OnBinary(InboundMessage message)
    {
        using (message)
        {
            Handle(message.Memory, isBinary: true);
        }
    }

    protected override Task WhenRoom() => Task.CompletedTask;

    protected override void OnEnded() { }

    protected override Task WhenEnded() => Task.CompletedTask;

    private void Handle(ReadOnlyMemory<byte> message, bool isBinary)
    {
        try
        {
            _handler(_client, message, isBinary);
        }
        catch (Exception failure)
        {
            Log.EngineHandlerFailed(Logger, failure, Id);
        }
    }
}
