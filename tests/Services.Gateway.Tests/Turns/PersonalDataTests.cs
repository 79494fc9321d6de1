using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Services.Contracts.Access;
using Services.Contracts.Turns;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using StackExchange.Redis;

namespace Services.Gateway.Tests.Turns;

/// <summary>Personal data that people write, in every way in: no store, no event and no turn holds any of it.</summary>
public sealed class PersonalDataTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private const string Card = "5555 5555 5555 4444";
    private const string Id = "078-05-1120";
    private const string Email = "nobody.knows@example.com";

    private const string Text = $"My card is {Card}, my SSN is {Id}, write to {Email}. Thanks";

    [Fact]
    public async Task Sent_ByEveryWayIn_StandsNowhere()
    {
        var user = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(user);
        var created = await socket.AskAsync("session:create", new { topic = Text, metadata = new { note = Text } });
        var session = created.GetProperty("sessionId").GetString()!;
        using var http = Gateway.HttpFor(user);

        await socket.AskAsync(
            "message:send",
            new
            {
                sessionId = session,
                content = Text,
                metadata = new { note = Text },
            }
        );
        await http.PostAsJsonAsync($"/sessions/{session}/messages", new { content = Text }, TestContext.Current.CancellationToken);
        await socket.AskAsync("handover:request", new { sessionId = session, reason = Text });
        await socket.AskAsync("handover:return", new { sessionId = session, summary = Text });
        var room = $"room-{Guid.NewGuid():N}";
        await socket.AskAsync("join_room", room);
        await socket.AskAsync("send_message", new { roomId = room, content = Text });
        await socket.AskAsync(
            "send_message",
            new
            {
                roomId = room,
                content = Text,
                useAi = true,
            }
        );
        await socket.AskAsync("chat_message", new { message = Text });
        using var frames = await Gateway.EnterAsync(user, $"ws-{Guid.NewGuid():N}");
        await frames.SendAsync(new { type = "message", content = Text });
        await frames.WaitForAsync("ai_response");
        await socket.WaitForAsync("chat_complete");

        var stored = string.Join('\n', await StoredAsync()) + string.Join('\n', Worker.AllTurns.Select(Content));
        Assert.Contains("[card_1]", stored, StringComparison.Ordinal);
        Assert.All([Card, Id, Email], datum => Assert.DoesNotContain(datum, stored, StringComparison.Ordinal));
        Assert.All(
            [Card, Id, Email],
            datum => Assert.DoesNotContain(socket.Events, e => e.Args.GetRawText().Contains(datum, StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task ClientMessageId_WithPersonalData_IsEchoedToItsSenderOnlyAndMakesARepeatSafe()
    {
        var user = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(user);
        var session = await CreateSessionAsync(socket);
        var (id, room) = ($"{Guid.NewGuid():N}@example.com", $"room-{Guid.NewGuid():N}");

        var first = await SendAsync("One");
        var again = await SendAsync("One");
        await socket.AskAsync("chat_message", new { message = "Two", client_message_id = id });
        await socket.AskAsync("join_room", room);
        await socket.AskAsync(
            "send_message",
            new
            {
                roomId = room,
                content = "Three",
                clientMessageId = id,
            }
        );
        await socket.WaitForAsync("message_sent");

        Assert.Equal(id, first.GetProperty("clientMessageId").GetString());
        Assert.Equal(first.GetProperty("messageId").GetString(), again.GetProperty("messageId").GetString());
        Assert.DoesNotContain(id, string.Join('\n', await StoredAsync()), StringComparison.Ordinal);
        Assert.StartsWith("masked-", (await socket.WaitForAsync("message:user")).GetProperty("clientMessageId").GetString());

        Task<JsonElement> SendAsync(string content) =>
            socket.AskAsync(
                "message:send",
                new
                {
                    sessionId = session,
                    content,
                    clientMessageId = id,
                }
            );
    }

    [Theory]
    [InlineData("4111-1111-1111-1111")]
    [InlineData("card:4111111111111111")]
    public async Task Room_WhoseNameHoldsPersonalData_IsRefused(string name)
    {
        var user = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(user);

        var joined = await socket.AskAsync("join_room", name);
        var entered = await Assert.ThrowsAsync<RefusedException>(() => Gateway.EnterAsync(user, name));

        Assert.Equal("PERSONAL_DATA", Code(joined));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, entered.Status);
        Assert.DoesNotContain(name, string.Join('\n', await StoredAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_IsWholeForItsOwnerAndMaskedForOthers()
    {
        var user = GatewayHost.NewCustomer();
        var socket = await ConnectAsync(user);
        var session = await CreateSessionAsync(socket);
        await socket.AskAsync("message:send", new { sessionId = session, content = $"Write to {Email}" });
        using var own = Gateway.HttpFor(user);
        using var staff = Gateway.HttpFor(GatewayHost.NewOperator());

        Assert.Equal($"Write to {Email}", await FirstAsync(own));
        Assert.Equal("Write to [email_1]", await FirstAsync(staff));

        async Task<string?> FirstAsync(HttpClient http) =>
            (await http.GetFromJsonAsync<JsonElement>($"/sessions/{session}/messages", TestContext.Current.CancellationToken))[0]
                .GetProperty("content")
                .GetString();
    }

    private static string Content(TurnMessage turn) =>
        turn is TurnRequested asked ? $"{asked.Content} {asked.Metadata} {asked.ClientMessageId}" : "";

    /// <summary>Every row of the conversations, and every value in Redis.</summary>
    private async Task<IReadOnlyList<string>> StoredAsync()
    {
        var found = new List<string>();
        var database = Gateway.Services.GetRequiredService<NpgsqlDataSource>();
        await using var tables = database.CreateCommand(
            "select table_name from information_schema.tables where table_schema = 'conversations'"
        );
        var names = new List<string>();
        await using (var reader = await tables.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                names.Add(reader.GetString(0));
            }
        }

        foreach (var name in names)
        {
            await using var rows = database.CreateCommand(
                $"select coalesce(string_agg(t::text, ' '), '') from conversations.\"{name}\" as t"
            );
            found.Add((string)(await rows.ExecuteScalarAsync(TestContext.Current.CancellationToken))!);
        }

        var redis = Gateway.Services.GetRequiredService<IConnectionMultiplexer>();
        var values = redis.GetDatabase();
        await foreach (var key in redis.GetServers()[0].KeysAsync())
        {
            found.Add(
                await values.KeyTypeAsync(key) switch
                {
                    RedisType.Stream => string.Join(' ', (await values.StreamRangeAsync(key)).SelectMany(entry => entry.Values)),
                    RedisType.Hash => string.Join(' ', await values.HashGetAllAsync(key)),
                    RedisType.String => (await values.StringGetAsync(key)).ToString(),
                    RedisType.SortedSet => string.Join(' ', await values.SortedSetRangeByRankAsync(key)),
                    _ => "",
                }
            );
        }

        return found;
    }
}
