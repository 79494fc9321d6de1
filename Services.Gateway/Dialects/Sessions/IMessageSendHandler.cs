using Services.Gateway.Requests;

namespace Services.Gateway.Dialects.Sessions;

/// <summary>Who takes in <c>message:send</c>.</summary>
internal interface IMessageSendHandler
{
    /// <summary>Answers the request; the reply comes by the session's event log.</summary>
    Task SendAsync(SocketRequest context, CancellationToken cancellationToken);
}
