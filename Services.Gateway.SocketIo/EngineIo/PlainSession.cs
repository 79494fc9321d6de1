using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>A session whose messages go to the application as they are.</summary>
internal sealed class PlainSession : EngineSession
{
    private readonly EngineIoHandlers _handlers;
    private readonly EngineIoSocket _client;

    public PlainSession(EngineServer server, string id, SocketIoRequest request, BoundedWebSocket? socket, EngineIoHandlers handlers)
        : base(server, id, request, socket, expectsJoin: false)
    {
        _handlers = handlers;
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

    public override void OnOpened() => Run(() => _handlers.Connected?.Invoke(_client));

    protected override void OnEnded() => Run(() => _handlers.Closed?.Invoke(_client, Reason));

    protected override Task WhenEnded() => Task.CompletedTask;

    private void Handle(ReadOnlyMemory<byte> message, bool isBinary)
    {
        try
        {
            _handlers.Message?.Invoke(_client, message, isBinary);
        }
        catch (Exception failure)
        {
            Logger.LogEngineHandlerFailed(failure, Id);
        }
    }

    private void Run(Action handler)
    {
        try
        {
            handler();
        }
        catch (Exception failure)
        {
            Logger.LogEngineHandlerFailed(failure, Id);
        }
    }
}
