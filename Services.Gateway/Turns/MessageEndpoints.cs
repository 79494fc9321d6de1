using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Services.Gateway.Access;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Errors;
using Services.Gateway.Sessions;

namespace Services.Gateway.Turns;

/// <summary>Messages over HTTP; what comes of one is told by the session's events.</summary>
internal static class MessageEndpoints
{
    public static void MapMessages(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/sessions/{id}/messages", SendAsync).RequireAuthorization().CountsAs(RequestKind.Message);

    private static async Task<Results<Accepted<TurnReceipt>, ProblemHttpResult>> SendAsync(
        HttpContext context,
        string id,
        MessageBody? body,
        SessionDirectory directory,
        TurnIntake intake,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var received = time.GetTimestamp();
        var caller = context.Caller();
        if (!(await directory.AuthoriseAsync(caller, id, cancellationToken)).TryGet(out var session, out var denied))
        {
            return denied.ToProblem();
        }

        var incoming = new IncomingMessage
        {
            Content = body?.Content,
            ClientMessageId = body?.ClientMessageId,
            Mode = body?.Mode,
            Metadata = body?.Metadata,
            ReceivedAt = received,
        };
        TurnReceipt? receipt = null;
        var refused = await intake.SubmitAsync(caller, session, incoming, given => receipt = given, cancellationToken);
        return refused is null ? TypedResults.Accepted((string?)null, receipt) : refused.ToProblem();
    }
}

/// <summary>The body of a message.</summary>
internal sealed record MessageBody
{
    public string? Content { get; init; }

    public string? ClientMessageId { get; init; }

    public string? Mode { get; init; }

    public JsonElement? Metadata { get; init; }
}
