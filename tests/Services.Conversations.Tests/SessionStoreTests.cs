using Services.Contracts.Ids;
using Services.Contracts.Messages;
using Services.Contracts.Sessions;
using Services.Conversations.Sessions;

namespace Services.Conversations.Tests;

// One after the other: a test of SessionStoreTests ends every idle session.
[Collection("Sessions")]
public sealed class SessionStoreTests(StoresHost host)
{
    private readonly string _owner = Guid.NewGuid().ToString();

    private ISessionStore Store => host.Sessions;

    [Fact]
    public async Task Create_Session_CanBeFound()
    {
        var created = await Store.CreateAsync(_owner, "My order", """{"from":"web"}""", CancellationToken.None);

        Assert.True(created.IsNew);
        Assert.Equal(created with { IsNew = false }, await Store.FindAsync(created.Id, CancellationToken.None));
        Assert.Equal(("My order", _owner, SessionStatus.Active, null), (created.Topic, created.OwnerId, created.Status, created.Room));
    }

    [Fact]
    public async Task Find_SessionWithoutATopic_IsNamedAfterItsFirstMessageAsItStandsInTheRecord()
    {
        var session = await Store.CreateAsync(_owner, "", null, CancellationToken.None);
        Assert.Equal("", (await Store.FindAsync(session.Id, CancellationToken.None))!.Topic);
        var first = await host.Messages.AcceptAsync(
            session.Id,
            new(_owner, "Ada", AuthorRole.Customer),
            "Mail me at a@example.org\nplease",
            null,
            null,
            CancellationToken.None
        );
        await host.Messages.AcceptAsync(
            session.Id,
            new(_owner, "Ada", AuthorRole.Customer),
            "Something else",
            null,
            null,
            CancellationToken.None
        );

        await host.Messages.RedactAsync(first!.Id, "Mail me at [email]\nplease", CancellationToken.None);

        Assert.Equal("Mail me at [email]", (await Store.FindAsync(session.Id, CancellationToken.None))!.Topic);
        Assert.Equal("Mail me at [email]", (await Store.ListAsync(_owner, 1, CancellationToken.None))[0].Topic);
    }

    [Fact]
    public async Task Find_UnknownSession_IsNull() => Assert.Null(await Store.FindAsync(SessionId.New(), CancellationToken.None));

    [Fact]
    public async Task GetOrCreateForRoom_ManyAtOnce_AllGetTheSame()
    {
        var room = Guid.NewGuid().ToString();

        var sessions = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(i => Store.GetOrCreateForRoomAsync(room, $"{_owner}-{i}", CancellationToken.None))
        );

        Assert.Single(sessions.Select(session => (session.Id, session.OwnerId)).Distinct());
        Assert.Equal(room, sessions[0].Room);
    }

    [Fact]
    public async Task List_OwnersSessions_MostRecentlyUsedFirst()
    {
        var first = await Store.CreateAsync(_owner, "1", null, CancellationToken.None);
        var second = await Store.CreateAsync(_owner, "2", null, CancellationToken.None);
        await Store.CreateAsync(_owner + "x", "other", null, CancellationToken.None);
        await host.Messages.AcceptAsync(first.Id, new(_owner, "Ada", AuthorRole.Customer), "hello", null, null, CancellationToken.None);

        Assert.Equal([first.Id, second.Id], (await Store.ListAsync(_owner, 10, CancellationToken.None)).Select(session => session.Id));
        Assert.Single(await Store.ListAsync(_owner, 1, CancellationToken.None));
    }

    [Fact]
    public async Task End_Twice_IsTrueOnce()
    {
        var session = await Store.CreateAsync(_owner, "1", null, CancellationToken.None);

        Assert.True(await Store.EndAsync(session.Id, CancellationToken.None));
        Assert.False(await Store.EndAsync(session.Id, CancellationToken.None));
        Assert.True((await Store.FindAsync(session.Id, CancellationToken.None))!.IsEnded);
    }

    [Fact]
    public async Task GetOrCreateForRoom_AfterItsSessionEnded_IsANewOne()
    {
        var room = Guid.NewGuid().ToString();
        var first = (await Store.GetOrCreateForRoomAsync(room, _owner, isShared: true, int.MaxValue, CancellationToken.None))!;
        Assert.Equal(first.Id, (await Store.FindRoomAsync(room, CancellationToken.None))?.Id);
        await Store.EndAsync(first.Id, CancellationToken.None);
        Assert.Null(await Store.FindRoomAsync(room, CancellationToken.None));

        var second = await Store.GetOrCreateForRoomAsync(room, _owner, CancellationToken.None);

        Assert.Equal(second.Id, (await Store.FindRoomAsync(room, CancellationToken.None))?.Id);
        Assert.True(first.IsShared);
        Assert.False(second.IsShared);
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task EndIdle_ByManyAtOnce_EndsEachSessionOnce()
    {
        var sessions = new HashSet<SessionId>();
        for (var i = 0; i < 20; i++)
        {
            sessions.Add((await Store.CreateAsync(_owner, $"{i}", null, ReplyPolicy.Reject, int.MaxValue, CancellationToken.None))!.Id);
        }

        var room = (
            await Store.GetOrCreateForRoomAsync(Guid.NewGuid().ToString(), _owner, isShared: true, int.MaxValue, CancellationToken.None)
        )!;
        var later = DateTimeOffset.UtcNow.AddMinutes(1);

        var ended = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store.EndIdleAsync(later, 100, CancellationToken.None)));

        var own = ended.SelectMany(some => some).Where(sessions.Contains).ToList();
        Assert.Equal(sessions.Count, own.Count);
        Assert.Equal(sessions, own.ToHashSet());
        Assert.False((await Store.FindAsync(room.Id, CancellationToken.None))!.IsEnded);
        Assert.Equal(ReplyPolicy.Reject, (await Store.FindAsync(own[0], CancellationToken.None))!.Policy);
    }

    [Fact]
    public async Task Create_ManyAtOnce_OpensNoMoreThanTheOwnerMay()
    {
        var rooms = Enumerable
            .Range(0, 6)
            .Select(i => Store.GetOrCreateForRoomAsync($"{_owner}-{i}", _owner, false, 5, CancellationToken.None));
        var sessions = Enumerable
            .Range(0, 6)
            .Select(_ => Store.CreateAsync(_owner, "", null, ReplyPolicy.Queue, 5, CancellationToken.None));

        var made = await Task.WhenAll(rooms.Concat(sessions));

        Assert.Equal(5, made.Count(session => session is not null));
        var one = made.First(session => session is not null)!;
        await Store.EndAsync(one.Id, CancellationToken.None);
        Assert.NotNull(await Store.CreateAsync(_owner, "", null, ReplyPolicy.Queue, 5, CancellationToken.None));
        Assert.Null(await Store.CreateAsync(_owner, "", null, ReplyPolicy.Queue, 5, CancellationToken.None));
    }

    [Fact]
    public async Task AddMember_ManyAtOnce_LetsNoMoreInThanMayAndThoseAgain()
    {
        var room = await Store.GetOrCreateForRoomAsync(Guid.NewGuid().ToString(), _owner, CancellationToken.None);

        var entered = await Task.WhenAll(
            Enumerable.Range(0, 9).Select(i => Store.AddMemberAsync(room.Id, $"m{i}", 4, CancellationToken.None))
        );

        Assert.Equal(4, entered.Count(isIn => isIn));
        var member = Array.IndexOf(entered, true);
        Assert.True(await Store.AddMemberAsync(room.Id, $"m{member}", 4, CancellationToken.None));
    }
}
