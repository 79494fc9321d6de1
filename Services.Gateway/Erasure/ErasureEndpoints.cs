using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Services.Conversations.Record;
using Services.Conversations.Vault;
using Services.Gateway.Access;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Errors;
using Services.Gateway.Sessions;

namespace Services.Gateway.Erasure;

/// <summary>A session as its owner's property: handed out whole, and deleted.</summary>
internal static class ErasureEndpoints
{
    private static readonly GatewayError OwnersOnly = GatewayError.SessionAccessDenied with { Message = "Only its owner may do this." };

    public static void MapErasure(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/sessions/{id}").RequireAuthorization();
        group.MapDelete("/", DeleteAsync).CountsAs(RequestKind.Control);
        group.MapGet("/export", ExportAsync).CountsAs(RequestKind.Reading);
    }

    private static async Task<Results<Ok<ErasureSummary>, ProblemHttpResult>> DeleteAsync(
        HttpContext context,
        string id,
        SessionDirectory directory,
        SessionEraser eraser,
        CancellationToken cancellationToken
    )
    {
        var caller = context.Caller();
        if (!(await directory.AuthoriseAsync(caller, id, cancellationToken)).TryGet(out var session, out var denied))
        {
            return denied.ToProblem();
        }

        if (!SessionEraser.MayErase(caller, session))
        {
            return OwnersOnly.ToProblem();
        }

        return await eraser.EraseAsync(caller, session, cancellationToken) is { } report
            ? TypedResults.Ok(ErasureSummary.Of(report))
            : GatewayError.SessionNotFound.ToProblem();
    }

    private static async Task<Results<Ok<SessionExport>, ProblemHttpResult>> ExportAsync(
        HttpContext context,
        string id,
        SessionDirectory directory,
        [FromServices] IConversationRecord record,
        IPersonalDataVault vault,
        CancellationToken cancellationToken
    )
    {
        var caller = context.Caller();
        if (!(await directory.AuthoriseAsync(caller, id, cancellationToken)).TryGet(out var session, out var denied))
        {
            return denied.ToProblem();
        }

        if (session.OwnerId != caller.UserId)
        {
            return OwnersOnly.ToProblem();
        }

        var all = await record.ReadAllAsync(session.Id, cancellationToken);
        var texts = await vault.RestoreAllAsync(session.Id, [.. all.Messages.Select(static message => message.Content)], cancellationToken);
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"conversation-{session.Id}.json\"";
        return TypedResults.Ok(SessionExport.Of(session, all, texts));
    }
}
