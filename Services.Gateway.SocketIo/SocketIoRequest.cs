using System.Net;
using Microsoft.AspNetCore.Http;
using Services.Gateway.SocketIo.EngineIo.Direct;

namespace Services.Gateway.SocketIo;

/// <summary>The HTTP request that opened a connection. Thread-safe; headers and query are parsed when they are first asked for.</summary>
public sealed class SocketIoRequest
{
    private readonly RequestHead? _head;
    private IHeaderDictionary? _headers;
    private IQueryCollection? _query;

    internal SocketIoRequest(HttpContext context, DateTimeOffset openedAt)
    {
        Scheme = context.Request.Scheme;
        RemoteAddress = context.Connection.RemoteIpAddress;
        OpenedAt = openedAt;
        if (context.Features.Get<DirectRequest>() is { Head: { } head } direct && direct.Describes(context.Request))
        {
            // The head takes a fraction of what its collections do.
            _head = head;
            return;
        }

        // A request ends long before its connection, and its collections with it.
        _headers = new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase));
        _query = new QueryCollection(context.Request.Query.ToDictionary(StringComparer.OrdinalIgnoreCase));
    }

    /// <summary><c>http</c> or <c>https</c>.</summary>
    public string Scheme { get; }

    /// <summary>The peer's address.</summary>
    public IPAddress? RemoteAddress { get; }

    /// <summary>When the connection was opened.</summary>
    public DateTimeOffset OpenedAt { get; }

    /// <summary>Its headers.</summary>
    public IHeaderDictionary Headers => _headers ??= _head!.ToHeaders();

    /// <summary>Its query.</summary>
    public IQueryCollection Query => _query ??= _head!.ToQuery();

    /// <summary>True for a client that takes no binary WebSocket messages.</summary>
    internal bool WantsBase64 => _head is not null && _query is null ? !_head.Query("b64"u8).IsEmpty : Query["b64"].ToString().Length > 0;

    /// <summary>The page that opened the connection; empty for programs.</summary>
    public string Origin => _head is not null && _headers is null ? _head.Header("origin"u8) : Headers.Origin.ToString();

    /// <summary>The host that the client asked for.</summary>
    public string Host => _head is not null && _headers is null ? _head.Header("host"u8) : Headers.Host.ToString();
}
