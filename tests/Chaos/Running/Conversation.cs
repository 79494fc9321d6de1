using Chaos.Audit;
using Chaos.Clients;

namespace Chaos.Running;

/// <summary>A session with what its customer was promised in it and wished for.</summary>
internal sealed class Conversation(Wire wire, DemoCustomer customer) : IAsyncDisposable
{
    /// <summary>How long a customer waits for an answer before they go on without it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    /// <summary>How long they try to send something.</summary>
    private static readonly TimeSpan Insistence = TimeSpan.FromSeconds(120);

    private readonly List<Acceptance> _accepted = [];
    private readonly List<Wish> _wishes = [];

    public Wire Wire { get; } = wire;

    public DemoCustomer Customer { get; } = customer;

    public IReadOnlyList<Acceptance> Accepted => _accepted;

    public IReadOnlyList<Wish> Wishes => _wishes;

    /// <summary>Messages that nobody would take.</summary>
    public int Refused { get; private set; }

    public void Add(Wish wish) => _wishes.Add(wish);

    /// <summary>Sends a message until it is acknowledged; null if the platform would not take it for long.</summary>
    public async Task<Acceptance?> SendAsync(string content, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7().ToString();
        return await InsistAsync(() => Wire.SendAsync(content, id, cancellationToken), cancellationToken) is { } accepted
            ? Keep(accepted)
            : null;
    }

    /// <summary>Sends a message and waits for the end of its reply.</summary>
    public async Task<Seen?> AskAsync(string content, CancellationToken cancellationToken) =>
        await SendAsync(content, cancellationToken) is { } accepted ? await EndingAsync(accepted, cancellationToken) : null;

    public Task<Seen?> EndingAsync(Acceptance accepted, CancellationToken cancellationToken) =>
        Wire.Seen.EndingAsync(accepted.ReplyId, Patience, cancellationToken);

    /// <summary>Answers a question by button; null where the question was settled meanwhile, which its own event tells.</summary>
    public async Task<Acceptance?> PressAsync(string approvalId, bool approved, CancellationToken cancellationToken) =>
        await InsistAsync(() => Wire.AnswerAsync(approvalId, approved, cancellationToken), cancellationToken) is { ReplyId: { } replyId }
            ? Keep(new Acceptance(null, replyId, approved ? "(button) yes" : "(button) no"))
            : null;

    /// <summary>Waits until a reply has begun.</summary>
    public Task<Seen?> BeginningAsync(Acceptance accepted, CancellationToken cancellationToken) =>
        Wire.Seen.FindAsync(
            seen => seen.MessageId == accepted.ReplyId && (seen.Name == "message:chunk" || seen.IsEnding),
            Patience,
            cancellationToken
        );

    public ValueTask DisposeAsync() => Wire.DisposeAsync();

    private Acceptance Keep(Acceptance accepted)
    {
        _accepted.Add(accepted);
        return accepted;
    }

    private async Task<T?> InsistAsync<T>(Func<Task<T?>> tryOnce, CancellationToken cancellationToken)
        where T : class
    {
        var since = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(since) < Insistence)
        {
            if (await tryOnce() is { } answer)
            {
                return answer;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }

        Refused++;
        return null;
    }
}
