using Microsoft.AspNetCore.Http.HttpResults;

namespace Services.Gateway.Errors;

/// <summary>Says in <c>Retry-After</c> what a refusal by an endpoint says in its body.</summary>
internal sealed class RetryAfterFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        if (
            (result is INestedHttpResult nested ? nested.Result : result) is ProblemHttpResult { ProblemDetails.Extensions: var members }
            && members.TryGetValue(ErrorProblem.RetryAfter, out var wait)
            && wait is long milliseconds
        )
        {
            context.HttpContext.SetRetryAfter(milliseconds);
        }

        return result;
    }
}
