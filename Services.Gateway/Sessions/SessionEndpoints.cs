using Microsoft.AspNetCore.Http.HttpResults;
using Services.Contracts;
using Services.Contracts.Ids;
using Services.Conversations.Messages;
using Services.Conversations.Vault;
using Services.Gateway.Access;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Errors;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Sessions;

/// <summary>Sessions and their history over HTTP.</summary>
internal static class SessionEndpoints
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    public static void MapSessions(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints
            .MapGroup("/sessions")
            .RequireAuthorization()
            .CountsAs(RequestKind.Reading)
            .AddEndpointFilter(new InvalidQueryFilter("limit and before must be whole numbers."));
        group.MapGet("/", ListAsync);
        group.MapGet("/{id}/messages", MessagesAsync);
    }

    private static async Task<Results<Ok<IReadOnlyList<SessionSummary>>, ProblemHttpResult>> ListAsync(
        HttpContext context,
        SessionDirectory directory,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        if (limit is < 1 or > MaxLimit)
        {
            return GatewayError.Invalid($"limit must be 1 to {MaxLimit}.").ToProblem();
        }

        var sessions = await directory.ListAsync(context.Caller(), limit ?? DefaultLimit, cancellationToken);
        return TypedResults.Ok<IReadOnlyList<SessionSummary>>([.. sessions.Select(SessionSummary.Of)]);
    }

    private static async Task<Results<Ok<IReadOnlyList<MessageSummary>>, ProblemHttpResult>> MessagesAsync(
        HttpContext context,
        string id,
        SessionDirectory directory,
        IMessageStore messages,
        IPersonalDataVault vault,
        long? before,
        int? limit,
        CancellationToken cancellationToken
    )
    {
        if (limit is < 1 or > MaxLimit)
        {
            return GatewayError.Invalid($"limit must be 1 to {MaxLimit}.").ToProblem();
        }

        if (!(await directory.AuthoriseAsync(context.Caller(), id, cancellationToken)).TryGet(out var session, out var error))
        {
            return error.ToProblem();
        }

        var found = await messages.ListAsync(session.Id, before, limit ?? DefaultLimit, cancellationToken);
        var texts = found.Select(static message => message.Content).ToList();
        // Everybody else reads placeholders.
        var shown = session.OwnerId == context.Caller().UserId ? await vault.RestoreAllAsync(session.Id, texts, cancellationToken) : texts;
        return TypedResults.Ok<IReadOnlyList<MessageSummary>>([
            .. found.Zip(shown, static (message, content) => MessageSummary.Of(message with { Content = content })),
        ]);
    }
}
