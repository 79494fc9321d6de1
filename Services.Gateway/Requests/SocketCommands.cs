using Services.Gateway.Access.RateLimits;
using Services.Gateway.Errors;
using Services.Gateway.SocketIo;
using Services.Gateway.Subscriptions;

namespace Services.Gateway.Requests;

/// <summary>
/// What clients may ask for over Socket.IO. Dialects can name a command only together with the limit that it counts against.
/// </summary>
internal sealed class SocketCommands(SocketRequestRunner requests, RequestLimiter limiter, RateLimiter shared)
{
    private readonly Dictionary<string, RequestKind> _kinds = [];
    private readonly List<Action<SocketIoNamespace>> _handlers = [];

    /// <summary>All commands, and how each counts.</summary>
    public IReadOnlyDictionary<string, RequestKind> Kinds => _kinds;

    /// <summary>A command that asks stores or the broker. The token is the handler's until it completes.</summary>
    public SocketCommands On(
        string name,
        RequestKind kind,
        Func<SocketRequest, CancellationToken, Task> handler,
        IErrorEncoder? errors = null
    )
    {
        var counted = shared.IsCounted(kind) ? Counted(kind, handler) : handler;
        return On(name, kind, request => requests.HandleAsync(request, counted), errors);
    }

    /// <summary>A command that is answered at once.</summary>
    public SocketCommands On(string name, RequestKind kind, Action<SocketRequest> handler, IErrorEncoder? errors = null) =>
        On(
            name,
            kind,
            request =>
            {
                handler(request);
                return ValueTask.CompletedTask;
            },
            errors
        );

    /// <summary>A command whose handler runs the request itself.</summary>
    public SocketCommands On(string name, RequestKind kind, Func<SocketRequest, ValueTask> handler, IErrorEncoder? errors = null)
    {
        _kinds.Add(name, kind);
        _handlers.Add(ns => ns.On(name, Limited(handler, errors)));
        return this;
    }

    /// <summary>Sets them up, and an answer to all others.</summary>
    public void Attach(SocketIoNamespace ns)
    {
        foreach (var handler in _handlers)
        {
            handler(ns);
        }

        ns.OnUnhandled(
            Limited(
                static request =>
                {
                    request.Fail(GatewayError.Invalid("There is no such event."));
                    return ValueTask.CompletedTask;
                },
                errors: null
            )
        );
    }

    private Func<SocketIoEvent, ValueTask> Limited(Func<SocketRequest, ValueTask> handler, IErrorEncoder? errors) =>
        received =>
        {
            var caller = received.Socket.GetState<SocketClient>().Caller;
            var refused = limiter.Take(caller, received.Socket.Handshake.Request.RemoteAddress);
            var request = requests.Begin(received, errors);
            if (refused is not null)
            {
                request.Fail(refused);
                return ValueTask.CompletedTask;
            }

            return handler(request);
        };

    private Func<SocketRequest, CancellationToken, Task> Counted(RequestKind kind, Func<SocketRequest, CancellationToken, Task> handler) =>
        async (request, cancellationToken) =>
        {
            if (await shared.TakeAsync(kind, request.Caller, cancellationToken) is { } wait)
            {
                request.Fail(GatewayError.RateLimited(wait));
            }
            else
            {
                await handler(request, cancellationToken);
            }
        };
}
