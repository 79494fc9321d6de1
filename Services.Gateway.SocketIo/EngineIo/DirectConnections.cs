using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Services.Gateway.SocketIo.EngineIo.Requests;

namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>
/// Connection middleware: takes requests for a WebSocket session off the connection, and leaves everything else to the next in line.
/// </summary>
internal sealed class DirectConnections(ConnectionDelegate next, EngineEndpoints endpoints)
{
    public async Task OnConnectionAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        var silence = new FirstBytes(connection, endpoints.Time);
        endpoints.Wheel.Add(silence);
        ReadResult read;
        try
        {
            read = await input.ReadAsync();
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // Gone before it said anything.
            return;
        }
        finally
        {
            silence.HaveCome();
        }

        if (RequestHead.TryRead(read.Buffer, out var end) is { } head && await endpoints.TryAcceptAsync(connection, head) is { } request)
        {
            input.AdvanceTo(end);
            await request.RunAsync();
            return;
        }

        input.AdvanceTo(read.Buffer.Start);
        await next(connection);
    }

    /// <summary>Cuts a connection that says nothing; the HTTP server, which would do so, has not seen it yet.</summary>
    private sealed class FirstBytes(ConnectionContext connection, TimeProvider time) : IHeartbeatItem
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

        private readonly long _since = time.GetTimestamp();
        private volatile ConnectionContext? _connection = connection;

        public void HaveCome() => _connection = null;

        public TimeSpan? OnTick(long timestamp)
        {
            if (_connection is not { } silent)
            {
                return null;
            }

            var waited = time.GetElapsedTime(_since, timestamp);
            if (waited < Patience)
            {
                return Patience - waited;
            }

            silent.Abort();
            return null;
        }
    }
}
