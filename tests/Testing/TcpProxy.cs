using System.Net;
using System.Net.Sockets;

namespace Switchboard.Testing;

/// <summary>Stands between a client and a server, and can cut the line, let it go silent, or answer in the server's place.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private volatile int _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<TcpClient> _open = [];
    private readonly Task _accepting;
    private volatile bool _isCut;
    private volatile bool _isSilent;

    /// <param name="target">The port of the server, on this machine.</param>
    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>
    /// Is shown what the client sends, as it comes. Null passes it on; an answer is given in the place of the server, and the connection
    /// ends; an empty answer is none: what was sent is lost, and the client waits.
    /// </summary>
    public Func<ReadOnlyMemory<byte>, byte[]?>? Intercept { get; init; }

    /// <summary>Ends every connection; new ones end at once.</summary>
    public void Cut()
    {
        _isCut = true;
        lock (_gate)
        {
            _open.ForEach(client => client.Dispose());
            _open.Clear();
        }
    }

    /// <summary>Loses whatever is sent from now on; connections stay open, and neither side is told.</summary>
    public void Silence() => _isSilent = true;

    /// <summary>Lets connections through again; those that lost something are of no more use.</summary>
    public void Mend() => (_isCut, _isSilent) = (false, false);

    /// <summary>Sends new connections to another server.</summary>
    public void Retarget(int port) => _target = port;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> pumps = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                if (_isCut)
                {
                    client.Dispose();
                    continue;
                }

                var server = new TcpClient();
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                lock (_gate)
                {
                    _open.AddRange([client, server]);
                }

                pumps.AddRange([PumpAsync(client, server, Intercept), PumpAsync(server, client, null)]);
            }
        }
        catch (Exception failure)
            when (failure is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            Cut();
            await Task.WhenAll(pumps);
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, Func<ReadOnlyMemory<byte>, byte[]?>? intercept)
    {
        try
        {
            var (input, output) = (from.GetStream(), to.GetStream());
            var buffer = new byte[81_920];
            while (await input.ReadAsync(buffer) is > 0 and var read)
            {
                if (intercept?.Invoke(buffer.AsMemory(0, read)) is { } answer)
                {
                    if (answer.Length > 0)
                    {
                        await input.WriteAsync(answer);
                        break;
                    }
                }
                else if (!_isSilent)
                {
                    await output.WriteAsync(buffer.AsMemory(0, read));
                }
            }

            if (_isSilent)
            {
                // That one side has closed is lost as well.
                return;
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException or SocketException)
        {
            // Cut.
        }

        from.Dispose();
        to.Dispose();
    }
}
