using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Messages;
using Services.Conversations.Messages;
using Services.Conversations.Sessions;

namespace Services.Conversations.Tests;

// One after the other: a test of SessionStoreTests ends every idle session.
[Collection("Sessions")]
public sealed class MessageStoreTests(StoresHost host)
{
    private IMessageStore Store => host.Messages;

    [Fact]
    public async Task Accept_Messages_AreOrderedAndHaveATurnEach()
    {
        var session = await BeginAsync();

        var first = await AcceptAsync(session, "one");
        var second = await AcceptAsync(session, "two");

        Assert.True(first.Ordinal < second.Ordinal);
        Assert.NotEqual(first.TurnId, second.TurnId);
        Assert.Equal((MessageRole.User, MessageStatus.Accepted, "u1", "one"), (first.Role, first.Status, first.UserId, first.Content));
    }

    [Fact]
    public async Task Accept_SameClientMessageId_GivesTheFirstMessage()
    {
        var session = await BeginAsync();

        var all = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(i => Store.AcceptAsync(session, Author("u1"), $"try {i}", "c-1", null, CancellationToken.None))
        );
        var again = await Store.AcceptAsync(session, Author("u1"), "other", "c-1", null, CancellationToken.None);

        Assert.Single(all.Append(again).Select(message => (message!.Id, message.TurnId, message.Content)).Distinct());
        Assert.Single(all, message => !message!.IsRepeat);
        Assert.True(again!.IsRepeat);
        await Store.MarkQueuedAsync(again.Id, CancellationToken.None);
        Assert.Single(await Store.ListAsync(session, null, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Accept_WhatTheBrokerDidNotConfirm_IsShownNowhereAndTakesItsPlaceAnew()
    {
        var session = await BeginAsync();
        var refused = await Store.AcceptAsync(session, Author("u1"), "one", "c-1", 7, CancellationToken.None);
        var next = await QueueAsync(session, "two");

        Assert.Equal(["two"], (await Store.ListAsync(session, null, 10, CancellationToken.None)).Select(message => message.Content));
        Assert.Equal(["two"], (await host.Record.ReadAsync(session, 10, CancellationToken.None)).Messages.Select(m => m.Content));
        var again = await Store.AcceptAsync(session, Author("u1"), "one", "c-1", 12, CancellationToken.None);
        await Store.MarkQueuedAsync(again!.Id, CancellationToken.None);
        var repeat = await Store.AcceptAsync(session, Author("u1"), "one", "c-1", null, CancellationToken.None);

        Assert.Equal((refused!.Id, refused.TurnId), (again.Id, again.TurnId));
        Assert.Equal((7, 7), (refused.LogSeq, again.LogSeq));
        Assert.True(again.Ordinal > next.Ordinal);
        Assert.Equal((again.Ordinal, MessageStatus.Queued), (repeat!.Ordinal, repeat.Status));
    }

    [Fact]
    public async Task Accept_SameClientMessageIdOfTwoUsers_StoresBoth()
    {
        var session = await BeginAsync();

        var one = await Store.AcceptAsync(session, Author("u1"), "one", "c-1", null, CancellationToken.None);
        var two = await Store.AcceptAsync(session, Author("u2"), "two", "c-1", null, CancellationToken.None);

        Assert.Equal(("one", "two"), (one!.Content, two!.Content));
        Assert.NotEqual(one.TurnId, two.TurnId);
    }

    [Fact]
    public async Task Find_AClientMessageId_IsTheMessageOfThatSessionUntilItEnds()
    {
        var (session, other) = (await BeginAsync(), await BeginAsync());
        var stored = await Store.AcceptAsync(session, Author("u1"), "one", "c-1", null, CancellationToken.None);

        Assert.Equal(stored, await Store.FindAsync(session, "u1", "c-1", CancellationToken.None));
        Assert.Null(await Store.FindAsync(session, "u1", "c-2", CancellationToken.None));
        Assert.Null(await Store.FindAsync(session, "u2", "c-1", CancellationToken.None));
        Assert.Null(await Store.FindAsync(other, "u1", "c-1", CancellationToken.None));
        await host.Sessions.EndAsync(session, CancellationToken.None);
        Assert.Null(await Store.FindAsync(session, "u1", "c-1", CancellationToken.None));
    }

    [Fact]
    public async Task Note_Messages_AreKeptOnceInTheirOrderAndWantNoReply()
    {
        var session = await BeginAsync();
        ContextMessage[] notes = [new("u1", "one", "room:1"), new("u2", "two", "room:2")];

        await Store.AddContextAsync(session, notes, CancellationToken.None);
        await Store.AddContextAsync(session, [.. notes, new("u1", "three", "room:3")], CancellationToken.None);
        await QueueAsync(session, "four");

        var stored = await Store.ListAsync(session, null, 10, CancellationToken.None);
        Assert.Equal(["one", "two", "three", "four"], stored.Select(message => message.Content));
        Assert.Equal(
            [MessageStatus.Unscreened, MessageStatus.Unscreened, MessageStatus.Unscreened, MessageStatus.Queued],
            stored.Select(message => message.Status)
        );
        Assert.Equal("u2", stored[1].UserId);
    }

    [Fact]
    public async Task Pending_Messages_AreThoseBeforeWhoseTurnsHaveNotEnded()
    {
        var session = await BeginAsync();
        var answered = await AcceptAsync(session, "one");
        await Store.MarkQueuedAsync(answered.Id, CancellationToken.None);
        await Store.SetStatusAsync(answered.Id, MessageStatus.Answered, CancellationToken.None);
        var queued = await AcceptAsync(session, "two");
        await Store.MarkQueuedAsync(queued.Id, CancellationToken.None);
        var accepted = await AcceptAsync(session, "three");
        var newest = await AcceptAsync(session, "four");

        var pending = await Store.PendingAsync(session, newest.Ordinal, TimeSpan.FromMinutes(1), CancellationToken.None);
        var recent = await Store.PendingAsync(session, newest.Ordinal, TimeSpan.Zero, CancellationToken.None);

        Assert.Equal([queued.Id, accepted.Id], pending.Select(message => message.Id));
        Assert.Equal([accepted.Id], recent.Select(message => message.Id));
    }

    [Fact]
    public async Task Withdraw_AMessage_RemovesItUnlessTheBrokerHasIt()
    {
        var session = await BeginAsync();
        var queued = await AcceptAsync(session, "one");
        await Store.MarkQueuedAsync(queued.Id, CancellationToken.None);
        var accepted = await AcceptAsync(session, "two");

        await Store.WithdrawAsync(queued.Id, CancellationToken.None);
        await Store.WithdrawAsync(accepted.Id, CancellationToken.None);

        Assert.Equal([queued.Id], (await Store.ListAsync(session, null, 10, CancellationToken.None)).Select(message => message.Id));
    }

    [Fact]
    public async Task Accept_UnknownSession_Throws() =>
        await Assert.ThrowsAsync<UnknownSessionException>(() =>
            Store.AcceptAsync(SessionId.New(), Author("u1"), "x", "c", null, CancellationToken.None)
        );

    [Fact]
    public async Task Accept_EndedSession_IsNullAndStoresNothing()
    {
        var session = await BeginAsync();
        var before = await Store.AcceptAsync(session, Author("u1"), "before", "c-1", null, CancellationToken.None);
        await Store.MarkQueuedAsync(before!.Id, CancellationToken.None);
        await host.Sessions.EndAsync(session, CancellationToken.None);

        Assert.Null(await Store.AcceptAsync(session, Author("u1"), "after", null, null, CancellationToken.None));
        Assert.Null(await Store.AcceptAsync(session, Author("u1"), "after", "c-2", null, CancellationToken.None));
        Assert.Null(await Store.AcceptAsync(session, Author("u1"), "before", "c-1", null, CancellationToken.None));
        Assert.Null(await Store.NextOrdinalAsync(session, CancellationToken.None));
        Assert.Equal("before", (await OnlyAsync(session)).Content);
    }

    [Fact]
    public async Task MarkQueued_Answered_StaysAnswered()
    {
        var session = await BeginAsync();
        var message = await AcceptAsync(session, "one");
        await Store.MarkQueuedAsync(message.Id, CancellationToken.None);
        Assert.Equal(MessageStatus.Queued, (await OnlyAsync(session)).Status);

        await Store.SetStatusAsync(message.Id, MessageStatus.Blocked, CancellationToken.None);
        await Store.MarkQueuedAsync(message.Id, CancellationToken.None);

        Assert.Equal(MessageStatus.Blocked, (await OnlyAsync(session)).Status);
    }

    [Fact]
    public async Task SaveReply_Twice_StoresTheFirst()
    {
        var session = await BeginAsync();
        var message = await AcceptAsync(session, "one");

        Assert.True(await SaveAsync(session, message, "reply"));
        Assert.False(await SaveAsync(session, message, "another"));

        var all = await Store.ListAsync(session, null, 10, CancellationToken.None);
        Assert.Equal(
            [(MessageRole.User, MessageStatus.Answered, "one"), (MessageRole.Assistant, MessageStatus.Complete, "reply")],
            all.Select(m => (m.Role, m.Status, m.Content))
        );
        Assert.Equal(message.TurnId.Value, all[1].Id.Value);
        Assert.Equal("order", all[1].Metadata!.Value.GetProperty("agent").GetString());
    }

    [Fact]
    public async Task SaveReply_ByManyAtOnce_OneWins()
    {
        var session = await BeginAsync();
        var message = await AcceptAsync(session, "one");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => SaveAsync(session, message, $"reply {i}")));

        Assert.Single(outcomes, true);
    }

    [Fact]
    public async Task SaveEvaluation_OfAReply_JoinsItsMetadata()
    {
        var session = await BeginAsync();
        var message = await AcceptAsync(session, "one");
        await SaveAsync(session, message, "reply");

        await Store.SaveEvaluationAsync(
            message.TurnId,
            new Dictionary<string, double> { ["relevance"] = 0.5 },
            ["ungrounded"],
            CancellationToken.None
        );

        var metadata = (await Store.ListAsync(session, null, 10, CancellationToken.None))[1].Metadata!.Value;
        Assert.Equal(0.5, metadata.GetProperty("evaluation").GetProperty("relevance").GetDouble());
        Assert.Equal("ungrounded", metadata.GetProperty("evaluationFlags")[0].GetString());
        Assert.Equal("order", metadata.GetProperty("agent").GetString());
    }

    [Fact]
    public async Task Redact_Message_ReplacesItsText()
    {
        var session = await BeginAsync();
        var message = await QueueAsync(session, "my card is 4111");

        await Store.RedactAsync(message.Id, "my card is [card]", CancellationToken.None);

        Assert.Equal("my card is [card]", (await OnlyAsync(session)).Content);
    }

    [Fact]
    public async Task List_BeforeAnOrdinal_GivesTheNewestOldestFirst()
    {
        var session = await BeginAsync();
        var messages = new List<StoredMessage>();
        for (var i = 0; i < 6; i++)
        {
            messages.Add(await QueueAsync(session, $"{i}"));
        }

        var page = await Store.ListAsync(session, messages[4].Ordinal, 2, CancellationToken.None);

        Assert.Equal(["2", "3"], page.Select(message => message.Content));
    }

    [Fact]
    public async Task NextOrdinal_BetweenMessages_KeepsTheOrder()
    {
        var session = await BeginAsync();
        var before = await AcceptAsync(session, "one");
        var between = await Store.NextOrdinalAsync(session, CancellationToken.None);
        var after = await AcceptAsync(session, "two");

        Assert.True(before.Ordinal < between && between < after.Ordinal);
    }

    private async Task<SessionId> BeginAsync() => (await host.Sessions.CreateAsync("u1", "t", null, CancellationToken.None)).Id;

    private static MessageAuthor Author(string userId) => new(userId, userId, AuthorRole.Customer);

    /// <summary>A message that the broker has.</summary>
    private async Task<StoredMessage> QueueAsync(SessionId session, string content)
    {
        var message = await AcceptAsync(session, content);
        await Store.MarkQueuedAsync(message.Id, CancellationToken.None);
        return message;
    }

    private async Task<StoredMessage> AcceptAsync(SessionId session, string content)
    {
        var stored = await Store.AcceptAsync(session, Author("u1"), content, null, null, CancellationToken.None);
        Assert.NotNull(stored);
        return stored;
    }

    private async Task<StoredMessage> OnlyAsync(SessionId session) =>
        Assert.Single(await Store.ListAsync(session, null, 10, CancellationToken.None));

    private Task<bool> SaveAsync(SessionId session, StoredMessage message, string content) =>
        Store.SaveReplyAsync(
            session,
            message.TurnId,
            message.Id,
            content,
            new ReplyMetadata
            {
                ChunkCount = 1,
                StreamLatency = 1,
                Agent = "order",
            },
            MessageStatus.Complete,
            CancellationToken.None
        );
}
