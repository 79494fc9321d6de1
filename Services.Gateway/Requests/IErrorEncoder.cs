using Services.Gateway.Errors;

namespace Services.Gateway.Requests;

/// <summary>How a dialect tells of an error.</summary>
internal interface IErrorEncoder
{
    /// <summary>Sends the dialect's error event to the client.</summary>
    void Send(SocketRequest request, GatewayError error);
}
