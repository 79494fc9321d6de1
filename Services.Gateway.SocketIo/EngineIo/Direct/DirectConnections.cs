using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace Services.Gateway.SocketIo.EngineIo.Direct;

/// <summary>
/// Connection middleware: takes requests for a WebSocket session off the connection, and leaves everything else to the next in line.
/// </summary>
internal sealed class DirectConnections(ConnectionDelegate next, DirectPipeline pipeline)
{
    public async Task OnConnectionAsync(ConnectionContext connection)
    {
        // A method of its own: what accepting took is not kept for as long as the session lasts.
        var (isGone, session) = await AcceptAsync(connection);
        if (!isGone)
        {
            await (session?.RunAsync() ?? next(connection));
        }
    }

    private async ValueTask<(bool IsGone, IEngineSession? Session)> AcceptAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        var silence = new FirstBytes(connection, pipeline.Time);
        pipeline.Wheel.Add(silence);
        ReadResult read;
        try
        {
            read = await input.ReadAsync();
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException)
        {
            // Gone before it sent anything.
            return (true, null);
        }
        finally
        {
            silence.OnReceived();
        }

        var session = pipeline.TryRead(connection, read.Buffer, out var end) is { } head
            ? await pipeline.TryAcceptAsync(connection, head)
            : null;
        input.AdvanceTo(session is null ? read.Buffer.Start : end);
        return (false, session);
    }

    /// <summary>Cuts a connection that sends nothing; the HTTP server, which would do so, has not seen it yet.</summary>
    private sealed class FirstBytes(ConnectionContext connection, TimeProvider time) : IHeartbeatItem
    {
        private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

        private readonly long _since = time.GetTimestamp();
        private volatile ConnectionContext? _connection = connection;

        public void OnReceived() => _connection = null;

        public TimeSpan? OnTick(long timestamp)
        {
            if (_connection is not { } silent)
            {
                return null;
            }

            var waited = time.GetElapsedTime(_since, timestamp);
            if (waited < Timeout)
            {
                return Timeout - waited;
            }

            silent.Abort();
            return null;
        }
    }
}
