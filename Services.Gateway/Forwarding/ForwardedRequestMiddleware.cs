namespace Services.Gateway.Forwarding;

/// <summary>Middleware: a request that another gateway passed on looks as the client sent it, and is not passed on again.</summary>
internal sealed class ForwardedRequestMiddleware(RequestDelegate next, ForwardingSignature signature)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!request.Headers.Remove(ForwardingSignature.Header, out var value))
        {
            return next(context);
        }

        if (signature.Verify(value.ToString(), request) is { } from)
        {
            context.Features.Set(from);
            request.Scheme = from.Scheme;
            context.Connection.RemoteIpAddress = from.Address;
        }

        return next(context);
    }
}
