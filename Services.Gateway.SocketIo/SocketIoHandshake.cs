using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Services.Gateway.SocketIo;

/// <summary>What a client showed when it asked to join a namespace.</summary>
public sealed record SocketIoHandshake
{
    /// <summary>The namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The CONNECT packet's payload, an object; <see cref="JsonValueKind.Undefined"/> if there was none, and once the socket has joined: secrets are not kept.</summary>
    public required JsonElement Auth { get; init; }

    /// <summary>Headers of the request that opened the connection.</summary>
    public required IHeaderDictionary Headers { get; init; }

    /// <summary>Its query.</summary>
    public required IQueryCollection Query { get; init; }

    /// <summary>The peer's address.</summary>
    public required IPAddress? RemoteAddress { get; init; }

    /// <summary>When the connection was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }
}
