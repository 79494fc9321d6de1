using Chaos.Audit;

namespace Chaos.Clients;

/// <summary>
/// A client's connection to one session. It comes back by itself when it is lost, with the last number that it had. What is asked of it
/// is tried once: null says that there was no answer, or a refusal for the moment, and the same may be asked again.
/// </summary>
internal abstract class Wire(string transport, bool seesAll, string sessionId) : IAsyncDisposable
{
    protected static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(8);
    protected static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public string SessionId { get; } = sessionId;

    public string Transport { get; } = transport;

    public Sightings Seen { get; } = new();

    public ClientView View => new(Transport, seesAll, Seen.All);

    /// <summary>Whether replies can be stopped over it.</summary>
    public virtual bool CanStop => true;

    /// <summary>Whether questions can be answered by button.</summary>
    public virtual bool HasButtons => false;

    /// <summary>Sends a message.</summary>
    public abstract Task<Acceptance?> SendAsync(string content, string clientMessageId, CancellationToken cancellationToken);

    /// <summary>Stops the reply that runs; does not insist.</summary>
    public abstract Task StopAsync(CancellationToken cancellationToken);

    /// <summary>Answers by button.</summary>
    public virtual Task<ButtonAnswer?> AnswerAsync(string approvalId, bool approved, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{Transport} has no buttons.");

    /// <summary>Breaks the connection without a goodbye.</summary>
    public abstract void Cut();

    public abstract ValueTask DisposeAsync();
}

/// <summary>What came of a button.</summary>
/// <param name="ReplyId">The reply that follows; null where the question was not open any more.</param>
internal sealed record ButtonAnswer(string? ReplyId);
