using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Services.Gateway.Tests.Hosting;

/// <summary>
/// An HTTP balancer without any memory of its clients: every request goes to the next server that listens, over a connection of its own.
/// </summary>
internal sealed class RoundRobinBalancer : IAsyncDisposable
{
    private static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

    private readonly int[] _ports;
    private readonly int[] _served;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _next = -1;

    public RoundRobinBalancer(params Uri[] servers)
    {
        _ports = [.. servers.Select(server => server.Port)];
        _served = new int[_ports.Length];
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>How many requests each server got.</summary>
    public IReadOnlyList<int> Served => _served;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> open = [];
        try
        {
            while (true)
            {
                open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception failure)
            when (failure is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var (head, body) = await ReadHeadAsync(client.GetStream());
                using var server = await ConnectAsync();
                await server.GetStream().WriteAsync(Encoding.Latin1.GetBytes(ForOneRequest(head)), _stop.Token);
                await server.GetStream().WriteAsync(body, _stop.Token);
                await Task.WhenAny(PumpAsync(client, server), PumpAsync(server, client));
            }
            catch (Exception failure)
                when (failure is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One of the two is gone, or the test is over.
            }
        }
    }

    /// <summary>To the next server that listens.</summary>
    private async Task<TcpClient> ConnectAsync()
    {
        var first = Interlocked.Increment(ref _next);
        for (var attempt = 1; ; attempt++)
        {
            var index = (first + attempt - 1) % _ports.Length;
            var server = new TcpClient();
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _ports[index], _stop.Token);
                Interlocked.Increment(ref _served[index]);
                return server;
            }
            catch (SocketException) when (attempt < _ports.Length)
            {
                server.Dispose();
            }
        }
    }

    private async Task<(string Head, byte[] Body)> ReadHeadAsync(NetworkStream stream)
    {
        var received = new List<byte>();
        var buffer = new byte[4_096];
        while (true)
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
            {
                throw new IOException("Closed before a request.");
            }

            received.AddRange(buffer.AsSpan(0, count));
            var all = received.ToArray();
            if (all.AsSpan().IndexOf(EndOfHead) is var end and >= 0)
            {
                return (Encoding.Latin1.GetString(all, 0, end + EndOfHead.Length), all[(end + EndOfHead.Length)..]);
            }
        }
    }

    /// <summary>
    /// The server is to close the connection after its answer, so that the client's next request comes to the balancer again.
    /// </summary>
    private static string ForOneRequest(string head)
    {
        var lines = head.Split("\r\n");
        if (lines.Any(line => line.StartsWith("upgrade:", StringComparison.OrdinalIgnoreCase)))
        {
            return head;
        }

        var kept = lines.Where(line => !line.StartsWith("connection:", StringComparison.OrdinalIgnoreCase));
        return string.Join("\r\n", [lines[0], "Connection: close", .. kept.Skip(1)]);
    }

    private async Task PumpAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream(), _stop.Token);
        }
        catch (Exception failure)
            when (failure is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // Gone.
        }
    }
}
