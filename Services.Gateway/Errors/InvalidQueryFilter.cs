namespace Services.Gateway.Errors;

/// <summary>
/// Answers a request whose query is of another type than the handler wants like every other that is wrong. The framework has set the status
/// by then, and would leave it at that.
/// </summary>
internal sealed class InvalidQueryFilter(string wanted) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Response.StatusCode == StatusCodes.Status400BadRequest
            ? ValueTask.FromResult<object?>(GatewayError.Invalid(wanted).ToProblem())
            : next(context);
}
