using Microsoft.AspNetCore.Http.HttpResults;
using Services.Contracts.Access;
using Services.Conversations.Sessions;
using Services.Gateway.Access;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Errors;
using Services.Gateway.Sessions;

namespace Services.Gateway.Handovers;

/// <summary>Handovers over HTTP: the queue for staff, and what is done with one conversation.</summary>
internal static class HandoverEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    public static void MapHandovers(this IEndpointRouteBuilder endpoints)
    {
        endpoints
            .MapGet("/handovers", ListAsync)
            .RequireAuthorization()
            .CountsAs(RequestKind.Reading)
            .AddEndpointFilter(new InvalidQueryFilter("limit must be a whole number."));
        var group = endpoints.MapGroup("/sessions/{id}/handover").RequireAuthorization().CountsAs(RequestKind.Control);
        Map("/", static (desk, caller, session, said, token) => desk.RequestAsync(caller, session, said.Reason, token));
        Map("/claim", static (desk, caller, session, _, token) => desk.ClaimAsync(caller, session, token));
        Map("/return", static (desk, caller, session, said, token) => desk.ReturnAsync(caller, session, said.Summary, token));

        void Map(string path, Change change) =>
            group.MapPost(
                path,
                (
                    HttpContext context,
                    string id,
                    HandoverRequest? request,
                    SessionDirectory directory,
                    HandoverDesk desk,
                    CancellationToken token
                ) => ChangeAsync(context, id, request ?? new HandoverRequest(), directory, desk, change, token)
            );
    }

    private delegate Task<Outcome<HandoverStanding>> Change(
        HandoverDesk desk,
        Caller caller,
        Session session,
        HandoverRequest said,
        CancellationToken cancellationToken
    );

    private static async Task<Results<Ok<IReadOnlyList<HandoverSummary>>, ProblemHttpResult>> ListAsync(
        HttpContext context,
        HandoverDesk desk,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        if (limit is < 1 or > MaxLimit)
        {
            return GatewayError.Invalid($"limit must be 1 to {MaxLimit}.").ToProblem();
        }

        return (await desk.ListAsync(context.Caller(), limit ?? DefaultLimit, cancellationToken)).TryGet(out var open, out var error)
            ? TypedResults.Ok<IReadOnlyList<HandoverSummary>>([.. open.Select(HandoverSummary.Of)])
            : error.ToProblem();
    }

    private static async Task<Results<Ok<HandoverSummary>, ProblemHttpResult>> ChangeAsync(
        HttpContext context,
        string id,
        HandoverRequest request,
        SessionDirectory directory,
        HandoverDesk desk,
        Change change,
        CancellationToken cancellationToken
    )
    {
        if (request.Check() is { } invalid)
        {
            return invalid.ToProblem();
        }

        var caller = context.Caller();
        if (!(await directory.AuthoriseAsync(caller, id, cancellationToken)).TryGet(out var session, out var denied))
        {
            return denied.ToProblem();
        }

        return (await change(desk, caller, session, request, cancellationToken)).TryGet(out var standing, out var error)
            ? TypedResults.Ok(HandoverSummary.Of(standing))
            : error.ToProblem();
    }
}
