using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Microsoft.Extensions.Options;
using ServiceDefaults.Streaming;
using Services.Contracts.Access;
using Services.Conversations.EventLog;
using Services.Conversations.Sessions;
using Services.Gateway.Access;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.ConnectionLogs;
using Services.Gateway.Errors;
using Services.Gateway.Feeds;
using Services.Gateway.Sessions;
using Services.Gateway.SocketIo;
using Services.Gateway.Tracing;

namespace Services.Gateway.EventStreams;

/// <summary>
/// <c>GET /sessions/{id}/events?after=SEQ</c>: the session's log as server-sent events, whose ids are the numbers, so that a browser that
/// reconnects goes on after the last one by itself (<c>Last-Event-ID</c>).
/// </summary>
internal static class SessionEventStream
{
    private const string Transport = "sse";

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public static void MapSessionEvents(this IEndpointRouteBuilder endpoints) =>
        endpoints
            .MapGet("/sessions/{id}/events", HandleAsync)
            .RequireAuthorization()
            .CountsAs(RequestKind.Connection)
            .AddEndpointFilter(new InvalidQueryFilter("after must be a whole number."))
            .AddEndpointFilter(
                new ConnectionLimitFilter(
                    endpoints.ServiceProvider.GetRequiredService<ConnectionLimits>(),
                    static error => error.ToProblem()
                )
            );

    private static async Task HandleAsync(
        HttpContext context,
        string id,
        long? after,
        ConnectionAdmission admission,
        ConnectionRegistry connections,
        ConnectionLog log,
        TrafficLog traffic,
        SessionDirectory directory,
        SessionFeeds feeds,
        IHostApplicationLifetime lifetime,
        IOptions<AuthOptions> auth,
        TimeProvider time
    )
    {
        var token = context.Token();
        var (caller, expires) = token;
        if (ReadCursor(context.Request.Headers["Last-Event-ID"], after, out var cursor) is { } invalid)
        {
            await invalid.ToProblem().ExecuteAsync(context);
            return;
        }

        if (await CheckAsync(admission, context, caller, cursor) is { } refused)
        {
            await context.RefuseAsync(refused);
            return;
        }

        if (!(await AuthoriseAsync(directory, caller, id, context.RequestAborted)).TryGet(out var session, out var error))
        {
            await error.ToProblem().ExecuteAsync(context);
            return;
        }

        connections.Add(caller, Transport);
        var since = log.Connected(Transport, caller);
        try
        {
            var subscriber = new EventStreamSubscriber(caller.UserId)
            {
                OnSent = traffic.IsOn
                    ? entry => traffic.Sent(Transport, context.TraceIdentifier, entry.Name, session.Id, entry.Payload.Length)
                    : null,
            };
            var timeLeft = TokenValidation.TimeLeft(expires, auth.Value, time);
            await StreamAsync(context, caller, session, subscriber, cursor, feeds, lifetime, timeLeft, time);
        }
        finally
        {
            connections.Remove(caller, Transport);
            log.Disconnected(Transport, token, lifetime.ApplicationStopping.IsCancellationRequested, since);
        }
    }

    /// <summary>
    /// Reads after which number the client goes on, null for what comes from now on; returns what is wrong with it, or null. A client that
    /// went on live instead would miss what it asked for, and not know it.
    /// </summary>
    private static GatewayError? ReadCursor(string? lastEventId, long? after, out long? cursor)
    {
        cursor = after;
        if (string.IsNullOrEmpty(lastEventId))
        {
            return after < 0 ? GatewayError.Invalid("after must not be negative.") : null;
        }

        if (!long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var last))
        {
            return GatewayError.Invalid("Last-Event-ID must be the id of an event of this stream, a whole number. Leave it out to begin.");
        }

        cursor = last;
        return null;
    }

    /// <summary>
    /// Null if there is room. A stream that goes on is none of the user's new connections in a minute: an <c>EventSource</c> comes back by
    /// itself every few seconds, and gives up for good when it is refused.
    /// </summary>
    private static async Task<GatewayError?> CheckAsync(ConnectionAdmission admission, HttpContext context, Caller caller, long? cursor)
    {
        if (await admission.CheckAsync(context.Connection.RemoteIpAddress, context.RequestAborted) is { } refused)
        {
            return refused;
        }

        return cursor > 0
            ? await admission.CheckReplayAsync(caller, context.RequestAborted)
            : await admission.CheckAsync(caller, context.RequestAborted);
    }

    private static async Task StreamAsync(
        HttpContext context,
        Caller caller,
        Session session,
        EventStreamSubscriber subscriber,
        long? cursor,
        SessionFeeds feeds,
        IHostApplicationLifetime lifetime,
        TimeSpan timeLeft,
        TimeProvider time
    )
    {
        using var expiry = new CancellationTokenSource(timeLeft, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            lifetime.ApplicationStopping,
            expiry.Token
        );
        var subscribing = SubscribeAsync(feeds, caller, session, subscriber, cursor, stop.Token);
        try
        {
            var more = subscriber.Entries.WaitToReadAsync(stop.Token).AsTask();
            await Task.WhenAny(subscribing, more);
            if (subscribing.IsFaulted || more is { IsCompletedSuccessfully: true, Result: false })
            {
                await subscribing;
            }

            StreamedResponse.BeginEvents(context.Response);
            await WriteAllAsync(context.Response.BodyWriter, subscriber, more, time, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The client left, its token has expired, or the gateway stops. It comes back with the last number it has.
        }
        catch (Exception failure) when (Faults.IsOutage(failure) && !context.Response.HasStarted)
        {
            await GatewayError.Internal.ToProblem().ExecuteAsync(context);
        }
        finally
        {
            await stop.CancelAsync();
            await UnsubscribeAsync(subscribing);
        }
    }

    // The request's own span ends with the stream, which may take hours; what happens at its beginning is told in traces of their own.
    private static async Task<Outcome<Session>> AuthoriseAsync(
        SessionDirectory directory,
        Caller caller,
        string id,
        CancellationToken cancellationToken
    )
    {
        using var activity = GatewayTracing.StartRequest("session:authorise", caller);
        return await directory.AuthoriseAsync(caller, id, cancellationToken);
    }

    private static async Task<Subscription> SubscribeAsync(
        SessionFeeds feeds,
        Caller caller,
        Session session,
        EventStreamSubscriber subscriber,
        long? after,
        CancellationToken cancellationToken
    )
    {
        using var activity = GatewayTracing.StartRequest("session:join", caller);
        GatewayTracing.SetSession(session.Id);
        try
        {
            return (await feeds.SubscribeAsync(session.Id, subscriber, after, cancellationToken)).Subscription;
        }
        catch
        {
            // The stream would stay silent for ever; the client comes back with the last number it has.
            subscriber.End();
            throw;
        }
    }

    private static async Task UnsubscribeAsync(Task<Subscription> subscribing)
    {
        await ((Task)subscribing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (subscribing.IsCompletedSuccessfully)
        {
            await subscribing.Result.DisposeAsync();
        }
    }

    private static async Task WriteAllAsync(
        PipeWriter body,
        EventStreamSubscriber subscriber,
        Task<bool> more,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        await body.FlushAsync(cancellationToken);
        var entries = subscriber.Entries;
        while (true)
        {
            try
            {
                if (!await more.WaitAsync(KeepAlive, time, cancellationToken))
                {
                    return;
                }
            }
            catch (TimeoutException)
            {
                body.Write(":\n\n"u8);
                await body.FlushAsync(cancellationToken);
                continue;
            }

            while (entries.TryRead(out var entry))
            {
                Write(body, entry);
                subscriber.OnSent?.Invoke(entry);
            }

            await body.FlushAsync(cancellationToken);
            subscriber.OnDrained();
            more = entries.WaitToReadAsync(cancellationToken).AsTask();
        }
    }

    private static void Write(PipeWriter body, LogEntry entry)
    {
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {entry.Seq}\nevent: {entry.Name}\ndata: "), body);
        body.Write(entry.Payload.Span);
        body.Write("\n\n"u8);
    }
}
