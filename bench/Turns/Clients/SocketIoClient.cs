using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Turns.Bench.Clients;

/// <summary>
/// A Socket.IO connection over WebSocket: connects with a token, answers pings, and matches acknowledgements to requests. A packet's time
/// is taken when its last byte is there, before anything is parsed. Safe for use by several threads.
/// </summary>
internal sealed class SocketIoClient : IAsyncDisposable
{
    private const int MaxMessageBytes = 1024 * 1024;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<Arrival>> _requests = new();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly Action<Arrival> _onEvent;
    private readonly string _token;
    private Task _receiving = Task.CompletedTask;
    private int _lastRequest;

    private SocketIoClient(string token, Action<Arrival> onEvent) => (_token, _onEvent) = (token, onEvent);

    /// <summary>Connects and joins the default namespace.</summary>
    /// <param name="gateway">Its address.</param>
    /// <param name="token">What is shown.</param>
    /// <param name="onEvent">Called for every event, one after the other.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    /// <exception cref="RefusedException">The gateway does not want the connection.</exception>
    public static async Task<SocketIoClient> ConnectAsync(
        Uri gateway,
        string token,
        Action<Arrival> onEvent,
        CancellationToken cancellationToken
    )
    {
        var client = new SocketIoClient(token, onEvent);
        try
        {
            var address = new UriBuilder(new Uri(gateway, "/socket.io/?EIO=4&transport=websocket"))
            {
                Scheme = gateway.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs,
            };
            await client._socket.ConnectAsync(address.Uri, cancellationToken);
            client._receiving = client.ReceiveAsync(client._stop.Token);
            await client._connected.Task.WaitAsync(ConnectTimeout, cancellationToken);
            return client;
        }
        catch (Exception failure)
        {
            await client.DisposeAsync();
            throw failure is WebSocketException or TimeoutException
                ? new BenchException($"No connection to {gateway}: {failure.Message}")
                : failure;
        }
    }

    /// <summary>Sends an event with a callback; what the callback gets.</summary>
    /// <exception cref="RefusedException">The callback gets an error.</exception>
    /// <exception cref="TimeoutException">It is not called in time.</exception>
    public async Task<Arrival> AskAsync<T>(
        string name,
        T payload,
        JsonTypeInfo<T> type,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        var id = Interlocked.Increment(ref _lastRequest);
        var answer = _requests[id] = new TaskCompletionSource<Arrival>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_receiving.IsCompleted)
        {
            throw Lost();
        }

        try
        {
            await SendAsync($"42{id}[\"{name}\",{JsonSerializer.Serialize(payload, type)}]", cancellationToken);
            var arrival = await answer.Task.WaitAsync(timeout, cancellationToken);
            return arrival.Packet.Argument.TryGetProperty("error", out var error)
                ? throw new RefusedException(error.GetProperty("code").GetString()!)
                : arrival;
        }
        finally
        {
            _requests.TryRemove(id, out _);
        }
    }

    /// <summary>Ends when the connection does; fails if that was not wanted.</summary>
    public Task Completion => _receiving;

    public async ValueTask DisposeAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(CloseTimeout);
            if (_socket.State == WebSocketState.Open)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, timeout.Token);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // Closed already, or will be by disposing it.
        }

        await _stop.CancelAsync();
        await _receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _stop.Dispose();
        _sending.Dispose();
    }

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var length = 0;
                while (true)
                {
                    var part = await _socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                    if (part.MessageType == WebSocketMessageType.Close)
                    {
                        throw Lost();
                    }

                    length += part.Count;
                    if (part.EndOfMessage)
                    {
                        break;
                    }

                    if (length == buffer.Length)
                    {
                        Array.Resize(ref buffer, length < MaxMessageBytes ? 2 * length : throw Lost());
                    }
                }

                var at = Stopwatch.GetTimestamp();
                await TakeAsync(new Arrival(Packet.Parse(Encoding.UTF8.GetString(buffer, 0, length).AsMemory()), at), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Disposed.
        }
        catch (Exception failure)
        {
            var lost = failure is WebSocketException ? Lost() : failure;
            _connected.TrySetException(lost);
            foreach (var request in _requests.Values)
            {
                request.TrySetException(lost);
            }

            throw lost;
        }
    }

    private async Task TakeAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        var packet = arrival.Packet;
        switch (packet.Kind)
        {
            case PacketKind.Open:
                await SendAsync(
                    $"40{JsonSerializer.Serialize(new ConnectRequest(_token), SocketJson.Default.ConnectRequest)}",
                    cancellationToken
                );
                break;
            case PacketKind.Ping:
                await SendAsync("3", cancellationToken);
                break;
            case PacketKind.Connected:
                _connected.TrySetResult();
                break;
            case PacketKind.Refused:
                throw new RefusedException(packet.Data.GetProperty("message").GetString()!);
            case PacketKind.Close or PacketKind.Disconnected:
                throw Lost();
            case PacketKind.Event:
                _onEvent(arrival);
                break;
            case PacketKind.Acknowledgement when packet.Id is { } id && _requests.TryGetValue(id, out var request):
                request.TrySetResult(arrival);
                break;
        }
    }

    private async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(
                Encoding.UTF8.GetBytes(text).AsMemory(),
                WebSocketMessageType.Text,
                endOfMessage: true,
                cancellationToken
            );
        }
        catch (WebSocketException)
        {
            throw Lost();
        }
        finally
        {
            _sending.Release();
        }
    }

    private static BenchException Lost() => new("The gateway closed a connection in the middle of the run.");
}

/// <summary>The gateway refused a connection or a request.</summary>
internal sealed class RefusedException(string code) : Exception(code)
{
    /// <summary>Why, in one word.</summary>
    public string Code => Message;
}
