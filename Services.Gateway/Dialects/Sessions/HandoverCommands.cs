using Services.Contracts.Access;
using Services.Conversations.Sessions;
using Services.Gateway.Errors;
using Services.Gateway.Handovers;
using Services.Gateway.Requests;
using Services.Gateway.Sessions;
using Services.Gateway.Tracing;

namespace Services.Gateway.Dialects.Sessions;

/// <summary><c>handover:request</c>, <c>handover:claim</c>, <c>handover:return</c>.</summary>
internal sealed class HandoverCommands(SessionDirectory directory, SessionCommands sessions, HandoverDesk desk)
{
    public Task RequestAsync(SocketRequest context, CancellationToken cancellationToken) =>
        ChangeAsync(
            context,
            (caller, session, request) => desk.RequestAsync(caller, session, request.Reason, cancellationToken),
            cancellationToken
        );

    public Task ClaimAsync(SocketRequest context, CancellationToken cancellationToken) =>
        ChangeAsync(context, (caller, session, _) => desk.ClaimAsync(caller, session, cancellationToken), cancellationToken);

    public Task ReturnAsync(SocketRequest context, CancellationToken cancellationToken) =>
        ChangeAsync(
            context,
            (caller, session, request) => desk.ReturnAsync(caller, session, request.Summary, cancellationToken),
            cancellationToken
        );

    private async Task ChangeAsync(
        SocketRequest context,
        Func<Caller, Session, HandoverRequest, Task<Outcome<HandoverStanding>>> change,
        CancellationToken cancellationToken
    )
    {
        if (!context.TryRead(HandoversJson.Default.HandoverRequest, out var request))
        {
            return;
        }

        if (request.Check() is { } invalid)
        {
            context.Fail(invalid);
            return;
        }

        if (!(await directory.AuthoriseAsync(context.Caller, request.SessionId, cancellationToken)).TryGet(out var session, out var denied))
        {
            context.Fail(denied);
            return;
        }

        GatewayTracing.SetSession(session.Id);
        if (sessions.CheckLimit(context, session.Id) is { } full)
        {
            context.Fail(full);
            return;
        }

        // Whoever takes part hears what is said.
        await sessions.SubscribeAsync(context, session.Id, null, cancellationToken);
        if (!(await change(context.Caller, session, request)).TryGet(out var standing, out var error))
        {
            context.Fail(error);
            return;
        }

        context.Acknowledge(HandoverSummary.Of(standing), HandoversJson.Default.HandoverSummary);
    }
}
