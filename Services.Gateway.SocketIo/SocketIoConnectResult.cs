using System.Text;
using System.Text.Json;

namespace Services.Gateway.SocketIo;

/// <summary>The answer to a CONNECT packet.</summary>
public sealed class SocketIoConnectResult
{
    private SocketIoConnectResult() { }

    /// <summary>True when the socket may join.</summary>
    public bool IsAccepted { get; private init; }

    /// <summary>What the application keeps with the socket.</summary>
    public object? State { get; private init; }

    /// <summary>The client's <c>connect_error.message</c>.</summary>
    public string Message { get; private init; } = "";

    /// <summary>The client's <c>connect_error.data</c>: JSON, or empty for none.</summary>
    public ReadOnlyMemory<byte> Data { get; private init; }

    /// <summary>Lets the socket join; <paramref name="state"/> stays with it.</summary>
    public static SocketIoConnectResult Accept(object? state = null) => new() { IsAccepted = true, State = state };

    /// <summary>Answers with CONNECT_ERROR.</summary>
    public static SocketIoConnectResult Refuse(string message) => new() { Message = message };

    /// <summary>Answers with CONNECT_ERROR that carries <paramref name="data"/>.</summary>
    public static SocketIoConnectResult Refuse(string message, JsonElement data) =>
        new() { Message = message, Data = Encoding.UTF8.GetBytes(data.GetRawText()) };
}
