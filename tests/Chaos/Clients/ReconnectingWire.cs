using System.Net.WebSockets;

namespace Chaos.Clients;

/// <summary>A connection that is made again, with a short pause, until it is disposed.</summary>
internal abstract class ReconnectingWire : Wire
{
    private readonly CancellationTokenSource _stop = new();
    private CancellationTokenSource? _connection;
    private Task _running = Task.CompletedTask;

    protected ReconnectingWire(string transport, bool seesAll, string sessionId)
        : base(transport, seesAll, sessionId) { }

    public override void Cut()
    {
        try
        {
            Volatile.Read(ref _connection)?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It was lost in this moment.
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    protected void Start() => _running = Task.Run(RunAsync);

    /// <summary>Connects and receives until the connection is lost.</summary>
    protected abstract Task ReceiveAsync(CancellationToken cancellationToken);

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            using var connection = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            Volatile.Write(ref _connection, connection);
            try
            {
                await ReceiveAsync(connection.Token);
            }
            catch (Exception lost)
                when (lost is WebSocketException or HttpRequestException or IOException or OperationCanceledException or TimeoutException)
            {
                // It is made again.
            }

            Volatile.Write(ref _connection, null);
            await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
