using System.Text.Json;
using Microsoft.Extensions.Options;
using Services.Conversations.Vault;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Errors;
using Services.Gateway.Requests;
using Services.Gateway.SessionNotices;
using Services.Gateway.Sessions;
using Services.Gateway.Subscriptions;
using StackExchange.Redis;

namespace Services.Gateway.Dialects.Workspace;

/// <summary>The session of a <c>chat_message</c>: the one that it names, or a new one, which a repeat of the message finds again.</summary>
internal sealed class WorkspaceSessions(
    SessionDirectory directory,
    SubscriptionLimit limit,
    WorkspaceEventEncoder encoder,
    SessionNotifier notifier,
    IPersonalDataVault vault,
    IConnectionMultiplexer redis,
    IOptions<RateLimitOptions> redisLimits,
    TimeProvider time
)
{
    private static readonly TimeSpan RepeatsWithin = TimeSpan.FromMinutes(10);

    public async Task<Outcome<Conversations.Sessions.Session>> FindAsync(
        SocketRequest request,
        ChatMessageRequest message,
        CancellationToken cancellationToken
    )
    {
        if (message.SessionId is not null)
        {
            return await directory.AuthoriseAsync(request.Caller, message.SessionId, cancellationToken);
        }

        if (message.ClientMessageId is not { } id)
        {
            return await CreateAsync(request, message, cancellationToken);
        }

        RedisKey key = $"workspace:{{{request.Caller.UserId}}}:{vault.MaskId(id)}";
        var known = await redis.GetDatabase().StringGetAsync(key).WaitAsync(redisLimits.Value.Timeout, time, cancellationToken);
        if (!known.IsNull)
        {
            return await directory.AuthoriseAsync(request.Caller, known.ToString(), cancellationToken);
        }

        // Of two at once the first to say so has its way; the other's session stays empty and ends by itself.
        if (!(await CreateAsync(request, message, cancellationToken)).TryGet(out var created, out var error))
        {
            return error;
        }

        var isFirst = await redis
            .GetDatabase()
            .StringSetAsync(key, created.Id.ToString(), RepeatsWithin, When.NotExists)
            .WaitAsync(redisLimits.Value.Timeout, time, cancellationToken);
        return isFirst ? created : await FindAsync(request, message, cancellationToken);
    }

    private async Task<Outcome<Conversations.Sessions.Session>> CreateAsync(
        SocketRequest request,
        ChatMessageRequest message,
        CancellationToken cancellationToken
    )
    {
        if (limit.Check(request.Client, encoder, null) is { } full)
        {
            return full;
        }

        var metadata = new WorkspaceMetadata { WorkspaceId = message.WorkspaceId, RagType = message.RagType };
        // Named after its first message, as that stands in the record.
        var created = await directory.CreateAsync(
            request.Caller,
            topic: "",
            JsonSerializer.Serialize(metadata, WorkspaceDialectJson.Default.WorkspaceMetadata),
            Conversations.Sessions.ReplyPolicy.Queue,
            cancellationToken
        );
        if (created.TryGet(out var session, out _))
        {
            notifier.Publish(session, request.Socket);
        }

        return created;
    }
}
