using Microsoft.AspNetCore.Http.HttpResults;
using Services.Contracts.Ids;
using Services.Conversations.StaffApprovals;
using Services.Gateway.Access;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Errors;

namespace Services.Gateway.StaffApprovals;

/// <summary>Approvals of staff over HTTP.</summary>
internal static class StaffApprovalEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    public static void MapStaffApprovals(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/approvals").RequireAuthorization();
        group
            .MapGet("/", ListAsync)
            .CountsAs(RequestKind.Reading)
            .AddEndpointFilter(new InvalidQueryFilter("limit must be a whole number."));
        group.MapPost("/{id}/decision", DecideAsync).CountsAs(RequestKind.Control);
    }

    private static async Task<Results<Ok<IReadOnlyList<StaffApprovalSummary>>, ProblemHttpResult>> ListAsync(
        HttpContext context,
        StaffApprovalDesk desk,
        string? state,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        if (limit is < 1 or > MaxLimit)
        {
            return GatewayError.Invalid($"limit must be 1 to {MaxLimit}.").ToProblem();
        }

        if (state is not (null or "pending" or "settled"))
        {
            return GatewayError.Invalid("state must be pending or settled.").ToProblem();
        }

        var listed = await desk.ListAsync(context.Caller(), state != "settled", limit ?? DefaultLimit, cancellationToken);
        return listed.TryGet(out var approvals, out var error)
            ? TypedResults.Ok<IReadOnlyList<StaffApprovalSummary>>([.. approvals.Select(StaffApprovalSummary.Of)])
            : error.ToProblem();
    }

    private static async Task<Results<Ok<StaffApprovalSummary>, ProblemHttpResult>> DecideAsync(
        HttpContext context,
        string id,
        StaffDecision? decision,
        StaffApprovalDesk desk,
        CancellationToken cancellationToken
    )
    {
        if (!ApprovalId.TryParse(id, out var approval))
        {
            return GatewayError.Invalid("The id of an approval is a UUID.").ToProblem();
        }

        if ((decision ?? new StaffDecision()).Check() is { } invalid)
        {
            return invalid.ToProblem();
        }

        var decided = await desk.DecideAsync(context.Caller(), approval, decision!.IsApproval, decision.Reason, cancellationToken);
        return decided.TryGet(out var settled, out var error) ? TypedResults.Ok(StaffApprovalSummary.Of(settled)) : error.ToProblem();
    }
}
