using Chaos.Audit;

namespace Chaos.Running;

/// <summary>
/// What a customer does in a conversation, as their seed has it: asks, asks several things at once, has something changed, stops a reply,
/// loses the connection in the middle of one.
/// </summary>
internal sealed class Customer(Random random, Shop shop)
{
    private static readonly string[] Questions =
    [
        "Where is my order {0}?",
        "What is the status of order {0}?",
        "Which items are in {0}?",
        "Which payment methods do I have?",
        "How long do refunds take?",
        "How much is the Standing Desk?",
    ];

    private const string LongQuestion = "List all product types that you sell";

    /// <summary>One thing after another until it is time to stop; what runs then is finished.</summary>
    public async Task ConverseAsync(Conversation conversation, int acts, Func<bool> isOver, CancellationToken cancellationToken)
    {
        for (var act = 0; act < acts && !isOver(); act++)
        {
            await (
                random.Next(10) switch
                {
                    < 2 => conversation.AskAsync(Question(conversation), cancellationToken),
                    < 3 => AskAtOnceAsync(conversation, cancellationToken),
                    < 4 when conversation.Wire.CanStop => StopAsync(conversation, cancellationToken),
                    < 6 => LoseConnectionAsync(conversation, cancellationToken),
                    _ => HaveChangedAsync(conversation, cancellationToken),
                }
            );
            await Task.Delay(random.Next(100, 600), cancellationToken);
        }
    }

    private string Question(Conversation conversation) =>
        Questions[random.Next(Questions.Length)]
            .Replace("{0}", conversation.Customer.Orders[random.Next(conversation.Customer.Orders.Count)], StringComparison.Ordinal);

    private async Task AskAtOnceAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        var accepted = new List<Acceptance>();
        for (var i = random.Next(2, 4); i > 0; i--)
        {
            if (await conversation.SendAsync(Question(conversation), cancellationToken) is { } one)
            {
                accepted.Add(one);
            }
        }

        foreach (var one in accepted)
        {
            await conversation.EndingAsync(one, cancellationToken);
        }
    }

    private async Task StopAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        if (await conversation.SendAsync(LongQuestion, cancellationToken) is { } accepted)
        {
            await conversation.BeginningAsync(accepted, cancellationToken);
            await conversation.Wire.StopAsync(cancellationToken);
            await conversation.EndingAsync(accepted, cancellationToken);
        }
    }

    private async Task LoseConnectionAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        if (await conversation.SendAsync(LongQuestion, cancellationToken) is { } accepted)
        {
            await conversation.BeginningAsync(accepted, cancellationToken);
            conversation.Wire.Cut();
            await conversation.EndingAsync(accepted, cancellationToken);
        }
    }

    private async Task HaveChangedAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        var kind = WriteKind.All[random.Next(WriteKind.All.Count)];
        var order = await shop.AddOrderAsync(conversation.Customer, kind.OrderStatus, cancellationToken);
        var request = kind.Request.Replace("{0}", order, StringComparison.Ordinal);
        var asked = await conversation.AskAsync(request, cancellationToken);
        if (asked is not { Name: "message:complete", ApprovalId: { } approval, MessageId: { } reply })
        {
            // Not understood, or given up, which was said.
            return;
        }

        var wish = new Wish(order, kind.Tool) { DoneText = kind.DoneText, StateText = kind.StateText };
        var says = random.Next(6) > 0;
        var byButton = conversation.Wire.HasButtons && random.Next(2) == 0;
        if (conversation.Wire.HasButtons)
        {
            await conversation.Wire.Seen.FindAsync(
                seen => seen.Name == "approval:requested" && seen.ApprovalId == approval,
                TimeSpan.FromSeconds(30),
                cancellationToken
            );
        }

        if (random.Next(5) == 0)
        {
            conversation.Wire.Cut();
        }

        var stopsAfterwards = conversation.Wire.CanStop && random.Next(6) == 0;
        var accepted = byButton
            ? await conversation.PressAsync(approval, says, cancellationToken)
            : await conversation.SendAsync(says ? "yes" : "no", cancellationToken);
        if (accepted is not null && stopsAfterwards)
        {
            await Task.Delay(random.Next(150), cancellationToken);
            await conversation.Wire.StopAsync(cancellationToken);
        }

        var ending =
            accepted is not null ? await conversation.EndingAsync(accepted, cancellationToken)
            : byButton ? await SettledAsync(conversation, asked, reply, cancellationToken)
            : null;
        var state = await conversation.AskAsync($"What is the status of order {order}?", cancellationToken);
        var told = state is { Name: "message:complete", IsInterrupted: false } ? state.Content : null;
        conversation.Add(
            wish with
            {
                // A yes that was refused may have been taken all the same.
                IsAgreed = says,
                IsDeclined = !says,
                IsHeard = !stopsAfterwards && ending is { Name: "message:complete", IsInterrupted: false },
                Replies = [.. new[] { ending, state }.Select(seen => seen?.Content).OfType<string>()],
                StateReply = kind.StateText is null ? null : told,
            }
        );
    }

    /// <summary>The reply to an answer whose own answer was lost: the next one to the message that led to the question.</summary>
    private static Task<Seen?> SettledAsync(Conversation conversation, Seen asked, string reply, CancellationToken cancellationToken) =>
        conversation.Wire.Seen.FindAsync(
            seen => seen.IsEnding && seen.ReplyTo == asked.ReplyTo && seen.MessageId != reply,
            TimeSpan.FromSeconds(60),
            cancellationToken
        );
}
