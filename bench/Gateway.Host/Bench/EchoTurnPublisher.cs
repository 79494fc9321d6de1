using Services.Contracts.Turns;
using Services.Messaging.Publishing;

namespace Gateway.Host.Bench;

/// <summary>In the broker's place: a turn of any dialect is answered at once with its own text.</summary>
internal sealed class EchoTurnPublisher(DurableReplies replies) : ITurnPublisher
{
    public Task PublishTurnAsync(TurnMessage turn, CancellationToken cancellationToken) =>
        turn is TurnRequested { Content: var content }
            ? replies.WriteAsync(turn.SessionId, turn.TurnId, content, cancellationToken)
            : Task.CompletedTask;

    public Task PublishCancelAsync(CancelRequested cancel, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task PublishCompletedAsync(TurnCompleted completed, CancellationToken cancellationToken) => Task.CompletedTask;
}
