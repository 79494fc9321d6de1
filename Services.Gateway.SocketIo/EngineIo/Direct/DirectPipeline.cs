using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Services.Gateway.SocketIo.EngineIo.Direct;

/// <summary>
/// Decides on WebSocket handshakes that were read off a connection, by running them through the application's own pipeline: whatever its
/// middleware, routing and authorisation refuse, change or add holds here as it does behind Kestrel's HTTP server. What is not granted on
/// the way is left to that server, unread. Thread-safe.
/// </summary>
internal sealed class DirectPipeline(IServiceProvider services, TimeProvider time, ILogger<DirectPipeline> logger) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private byte[][]? _paths;
    private KestrelServerLimits? _limits;

    /// <summary>Deadlines of connections that have not sent anything yet.</summary>
    public HeartbeatWheel Wheel { get; } = new(time, TimeSpan.FromSeconds(1));

    public TimeProvider Time => time;

    /// <summary>All of the application's middleware and its endpoints; null until it is built.</summary>
    public RequestDelegate? Application { get; set; }

    /// <summary>The head of a request that can be decided on here; null for all others.</summary>
    public RequestHead? TryRead(ConnectionContext connection, in ReadOnlySequence<byte> input, out SequencePosition end)
    {
        end = input.Start;
        var paths = PathsOf(out var limits);
        return
            paths.Length > 0
            && Application is not null
            && connection.Features.Get<ITlsHandshakeFeature>() is null
            && RequestHead.TryRead(input, limits, out end) is { } head
            && DirectUpgrade.IsPlain(head)
            && Array.Exists(paths, head.PathEndsWith)
            ? head
            : null;
    }

    /// <summary>The session that the application grants; the caller runs it. Null if the HTTP server has to answer.</summary>
    public async ValueTask<IEngineSession?> TryAcceptAsync(ConnectionContext connection, RequestHead head)
    {
        var request = new DirectRequest(connection, head);
        var factory = services.GetRequiredService<IHttpContextFactory>();
        var context = factory.Create(request.Features);
        try
        {
            await Application!(context);
        }
        catch (Exception failure) when (request.Session is null)
        {
            // The HTTP server meets the same failure, and does with it what it always does.
            logger.LogHandshakeFailed(failure);
        }
        catch (Exception failure)
        {
            logger.LogMiddlewareFailed(failure, request.Session!.Id);
            connection.Abort();
        }
        finally
        {
            await request.Response.CompleteAsync(logger);
            factory.Dispose(context);
        }

        return request.Session;
    }

    public ValueTask DisposeAsync() => Wheel.DisposeAsync();

    /// <summary>
    /// True for an endpoint that is nothing but a Socket.IO or Engine.IO endpoint. One that carries metadata, of whatever kind, is served
    /// through the HTTP server: a policy may hold for as long as a request lasts, and here that is the handshake only.
    /// </summary>
    public static bool IsPlain([NotNullWhen(true)] Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<EngineEndpoint>() is { } own && endpoint.Metadata.All(own.Knows);

    /// <summary>The paths of plain endpoints, looked up once the application has started.</summary>
    private byte[][] PathsOf(out KestrelServerLimits limits)
    {
        lock (_gate)
        {
            _limits ??= services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
            limits = _limits;
            // A limit that the HTTP server keeps for upgraded connections would not be kept here.
            return _paths ??= limits.MaxConcurrentUpgradedConnections is null
                ?
                [
                    .. (services.GetService<EndpointDataSource>()?.Endpoints ?? [])
                        .OfType<RouteEndpoint>()
                        .Where(static endpoint => IsPlain(endpoint) && endpoint.RoutePattern.Parameters.Count == 0)
                        .Select(static endpoint => RequestHead.PathOf(endpoint.RoutePattern.RawText ?? "")),
                ]
                : [];
        }
    }
}
