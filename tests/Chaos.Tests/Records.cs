using Chaos.Audit;

namespace Chaos.Tests;

/// <summary>A made-up session in which all is well: a question, a change that was asked for, agreed to and done.</summary>
internal static class Records
{
    public const string Order = "#W8000001";

    public static SessionRecord Good()
    {
        Seen[] log =
        [
            new("message:user")
            {
                Seq = 1,
                MessageId = "m1",
                ClientMessageId = "c1",
                Content = "Hello!",
            },
            new("message:chunk")
            {
                Seq = 2,
                MessageId = "r1",
                ReplyTo = "m1",
                ChunkIndex = 0,
                Content = "Good ",
            },
            new("message:chunk")
            {
                Seq = 3,
                MessageId = "r1",
                ReplyTo = "m1",
                ChunkIndex = 1,
                Content = "day.",
            },
            new("message:complete")
            {
                Seq = 4,
                MessageId = "r1",
                ReplyTo = "m1",
                Content = "Good day.",
            },
            new("message:user")
            {
                Seq = 5,
                MessageId = "m2",
                ClientMessageId = "c2",
                Content = "yes",
            },
            new("message:chunk")
            {
                Seq = 6,
                MessageId = "r2",
                ReplyTo = "m2",
                ChunkIndex = 0,
                Content = "Done: it is **cancelled**.",
            },
            new("message:complete")
            {
                Seq = 7,
                MessageId = "r2",
                ReplyTo = "m2",
                Content = "Done: it is **cancelled**.",
            },
        ];
        return new SessionRecord("s")
        {
            Log = log,
            Views = [new ClientView("official client", SeesAll: true, log)],
            Accepted = [new Acceptance("m1", "r1", "Hello!"), new Acceptance("m2", "r2", "yes")],
            Messages =
            [
                new StoredMessage("m1", 1, "user", "r1", "c1", "Hello!", "complete"),
                new StoredMessage("a1", 2, "assistant", "r1", null, "Good day.", "complete"),
                new StoredMessage("m2", 3, "user", "r2", "c2", "yes", "complete"),
                new StoredMessage("a2", 4, "assistant", "r2", null, "Done: it is **cancelled**.", "complete"),
            ],
            Executions = [new Execution("cancel_pending_order", Order, "r2")],
            Wishes =
            [
                new Wish(Order, "cancel_pending_order")
                {
                    IsAgreed = true,
                    IsHeard = true,
                    Times = 1,
                    DoneText = "is **cancelled**",
                    StateText = "cancelled",
                    Replies = ["Done: it is **cancelled**.", "It was cancelled."],
                    StateReply = "It was cancelled.",
                },
            ],
        };
    }

    public static SessionRecord Seeing(this SessionRecord session, params IEnumerable<Seen> events) =>
        session with
        {
            Views = [session.Views[0] with { Events = [.. events] }],
        };

    public static SessionRecord Wishing(this SessionRecord session, Func<Wish, Wish> change) =>
        session with
        {
            Wishes = [change(session.Wishes[0])],
        };
}
