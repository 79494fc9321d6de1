using Microsoft.AspNetCore.Http.HttpResults;
using Services.Contracts.Access;
using Services.Gateway.Access;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Errors;
using Services.Gateway.Validation;

namespace Services.Gateway.Alerts;

/// <summary><c>POST /operations/alerts</c>: staff tell all clients something.</summary>
internal static class AlertEndpoints
{
    private const int MaxType = 64;
    private const int MaxMessage = 1_000;

    public static void MapAlerts(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGroup("/operations").RequireAuthorization().CountsAs(RequestKind.Control).MapPost("/alerts", PublishAsync);

    private static async Task<Results<Accepted, ForbidHttpResult, ProblemHttpResult>> PublishAsync(
        HttpContext context,
        Alert? alert,
        AlertBroadcaster broadcaster,
        CancellationToken cancellationToken
    )
    {
        if (!Roles.IsStaff(context.Caller().Role))
        {
            return TypedResults.Forbid();
        }

        if (alert?.Type?.Trim() is not { Length: > 0 and <= MaxType } || alert.Message?.Trim() is not { Length: > 0 and <= MaxMessage })
        {
            return GatewayError.Invalid($"type must have 1 to {MaxType} characters, message 1 to {MaxMessage}.").ToProblem();
        }

        if (!StorableText.Is(alert.Type) || !StorableText.Is(alert.Message))
        {
            return StorableText.Error.ToProblem();
        }

        try
        {
            await broadcaster.PublishAsync(alert, cancellationToken);
            return TypedResults.Accepted((string?)null);
        }
        catch (Exception failure) when (Faults.IsOutage(failure) && !cancellationToken.IsCancellationRequested)
        {
            return GatewayError.Internal.ToProblem();
        }
    }
}
