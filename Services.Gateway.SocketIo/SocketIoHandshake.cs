using System.Text.Json;

namespace Services.Gateway.SocketIo;

/// <summary>What a client showed when it asked to join a namespace.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Auth">
/// The CONNECT packet's payload, an object; <see cref="JsonValueKind.Undefined"/> if there was none, and once the socket has joined:
/// secrets are not kept. Half a surrogate pair, which no .NET string may hold, is U+FFFD in it.
/// </param>
/// <param name="Request">The request that opened the connection.</param>
/// <param name="IsFirst">True for a connection's first CONNECT, false for its later ones: to another namespace, or after a refusal.</param>
public sealed record SocketIoHandshake(string Namespace, JsonElement Auth, SocketIoRequest Request, bool IsFirst);
