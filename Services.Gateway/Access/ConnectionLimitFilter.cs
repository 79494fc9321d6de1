using Services.Gateway.Errors;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Access;

/// <summary>For requests that last: one counts among the connections of its address until it is over.</summary>
/// <param name="limits">Shared with Socket.IO.</param>
/// <param name="refuse">The answer when there is no room.</param>
internal sealed class ConnectionLimitFilter(ConnectionLimits limits, Func<GatewayError, IResult> refuse) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var address = context.HttpContext.Connection.RemoteIpAddress;
        if (!limits.TryEnter(address))
        {
            return refuse(GatewayError.TooManyConnections);
        }

        try
        {
            return await next(context);
        }
        finally
        {
            limits.Leave(address);
        }
    }
}
