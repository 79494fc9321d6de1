using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Services.Contracts.Ids;
using Services.Conversations.Sessions;
using Services.Conversations.Vault;

namespace Services.Conversations.Tests;

/// <summary>Personal data under placeholders, and encrypted.</summary>
public sealed class PersonalDataVaultTests(StoresHost host)
{
    private const string Card = "4111 1111 1111 1111";

    private IPersonalDataVault Vault => host.Vault;

    [Theory]
    [InlineData("gift card 4111 1111 1111 1111 declined, thanks", "gift card [card_1] declined, thanks")]
    [InlineData("my SSN is 078-05-1120", "my SSN is [id_1]")]
    [InlineData("Write to ada@example.com or bob@example.org", "Write to [email_1] or [email_2]")]
    [InlineData("Call me at +1 202 555 0143, my IBAN is DE89 3704 0044 0532 0130 00", "Call me at [phone_1], my IBAN is [iban_1]")]
    [InlineData("Where is order #W1000101? It cost $1,234.56.", "Where is order #W1000101? It cost $1,234.56.")]
    [InlineData("SKU 123-45-6789 is out of stock", "SKU 123-45-6789 is out of stock")]
    public async Task Mask_LeavesPlaceholdersAndNothingElseChanged(string text, string masked)
    {
        var session = await BeginAsync();

        Assert.Equal(masked, await Vault.MaskAsync(session, text, CancellationToken.None));
        Assert.Equal(text, await RestoreAsync(session, masked));
    }

    [Fact]
    public async Task Mask_TheSameDatum_IsTheSamePlaceholderInItsSessionOnly()
    {
        var (session, other) = (await BeginAsync(), await BeginAsync());

        var masked = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(i => Vault.MaskAsync(session, $"Write to u{i % 4}@example.com, not to u0@example.com", CancellationToken.None))
        );
        await Vault.MaskAsync(other, "Write to ada@example.com", CancellationToken.None);

        Assert.Equal(4, masked.Distinct().Count());
        var restored = await Vault.RestoreAllAsync(session, masked, CancellationToken.None);
        Assert.All(restored, (text, i) => Assert.Equal($"Write to u{i % 4}@example.com, not to u0@example.com", text));
        Assert.Equal("ada@example.com", await RestoreAsync(other, "[email_1]"));
    }

    [Fact]
    public async Task Restore_OfKinds_LeavesTheOthers()
    {
        var session = await BeginAsync();
        var masked = await Vault.MaskAsync(session, $"ada@example.com pays with {Card}", CancellationToken.None);

        var restored = await Vault.RestoreAsync(session, masked, PersonalDataKinds.Contacts, CancellationToken.None);

        Assert.Equal("ada@example.com pays with [card_1]", restored);
    }

    [Fact]
    public async Task Restore_WhatIsNoPlaceholderOfTheSession_StaysAsItIs()
    {
        var session = await BeginAsync();

        Assert.Equal("[email_7] and [card", await RestoreAsync(session, "[email_7] and [card"));
    }

    [Fact]
    public async Task Database_HoldsNoneOfIt()
    {
        var session = await BeginAsync();
        await Vault.MaskAsync(session, $"My card is {Card}", CancellationToken.None);

        await using var command = host.Database.CreateCommand(
            """
            select encode(sealed, 'escape') || encode(wrapped, 'escape')
            from conversations.vault join conversations.vault_keys using (session_id) where session_id = $1
            """
        );
        command.Parameters.Add(new() { Value = session.Value });
        var bytes = (string)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;

        Assert.DoesNotContain("4111", bytes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_Changed_OpensWhatThePreviousOneWrapped()
    {
        var session = await BeginAsync();
        var old = new VaultCipher(Keys(new string('a', 32)));
        var wrapped = old.NewKey(session);

        var key = new VaultCipher(Keys(new string('b', 32), new string('a', 32))).Unwrap(session, wrapped);

        Assert.Equal(old.Unwrap(session, wrapped), key);
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() =>
            new VaultCipher(Keys(new string('b', 32))).Unwrap(session, wrapped)
        );
    }

    [Fact]
    public async Task Mask_OfAnUnknownSession_Throws() =>
        await Assert.ThrowsAsync<UnknownSessionException>(() =>
            Vault.MaskAsync(SessionId.New(), "ada@example.com", CancellationToken.None)
        );

    [Theory]
    [InlineData("""{"note":"card 4111 1111 1111 1111","n":[1,"ada@example.com"],"card":4111111111111111}""")]
    [InlineData("""{"note":"card 4111 1111 1111 1\u0031\u0031\u0031","n":[1,"ada\u0040example.com"],"card":4111111111111111}""")]
    public void RedactJson_TakesItOutOfEveryText(string json)
    {
        var redacted = PersonalDataRedaction.RedactJson(json)!;

        Assert.Equal("""{"note":"card [card]","n":[1,"[email]"],"card":"[card]"}""", redacted);
    }

    [Fact]
    public void RedactJson_NamesThatBecomeAlike_AreNoFault() =>
        Assert.Contains("[email]", PersonalDataRedaction.RedactJson("""{"a@example.com":1,"b@example.com":2,"x":1,"x":2}"""));

    private Task<string> RestoreAsync(SessionId session, string text) =>
        Vault.RestoreAsync(session, text, PersonalDataKinds.All, CancellationToken.None);

    private async Task<SessionId> BeginAsync() => (await host.Sessions.CreateAsync("ada", "Help", null, CancellationToken.None)).Id;

    private static Monitor Keys(string key, string? previous = null) => new(new VaultOptions { Key = key, PreviousKey = previous });

    private sealed class Monitor(VaultOptions value) : IOptionsMonitor<VaultOptions>
    {
        public VaultOptions CurrentValue => value;

        public VaultOptions Get(string? name) => value;

        public IDisposable? OnChange(Action<VaultOptions, string?> listener) => null;
    }

    [Fact]
    public async Task Key_OfASecretOfBefore_IsWrappedAnewSoThatTheOldOneCanGo()
    {
        // Of its own: the others' keys are wrapped with what they know.
        var address = await host.Servers.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await MigrationTests.MigrateAsync(address);
        await using var database = NpgsqlDataSource.Create(address);
        var (old, next) = (new string('o', 32), new string('n', 32));
        var before = new NpgsqlPersonalDataVault(database, new VaultCipher(Keys(old)), TimeProvider.System);
        var alone = new NpgsqlPersonalDataVault(database, new VaultCipher(Keys(next)), TimeProvider.System);
        ISessionStore sessions = new NpgsqlSessionStore(database, TimeProvider.System);
        var session = (await sessions.CreateAsync("ada", "", null, CancellationToken.None)).Id;
        var masked = await before.MaskAsync(session, $"My card is {Card}", CancellationToken.None);
        await Assert.ThrowsAnyAsync<CryptographicException>(() =>
            alone.RestoreAsync(session, masked, PersonalDataKinds.All, CancellationToken.None)
        );

        var keys = Keys(next, old);
        var logger = NullLogger<VaultKeyRewrapping>.Instance;
        using var rewrapping = new VaultKeyRewrapping(database, new VaultCipher(keys), keys, TimeProvider.System, logger);
        await rewrapping.StartAsync(CancellationToken.None);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using var command = database.CreateCommand("select wrapped_with from conversations.vault_keys");
        while (await command.ExecuteScalarAsync(patience.Token) as string != new VaultCipher(keys).KeyName)
        {
            await Task.Delay(20, patience.Token);
        }

        await rewrapping.StopAsync(CancellationToken.None);
        Assert.Equal($"My card is {Card}", await alone.RestoreAsync(session, masked, PersonalDataKinds.All, CancellationToken.None));
    }

    [Theory]
    [InlineData("ada@example.com-17", true)]
    [InlineData("4111-1111-1111-1111", true)]
    [InlineData("msg 4111111111111111", true)]
    [InlineData("m-17", false)]
    [InlineData("0199f6d2-7c1e-7b7a-9a3c-411111111111", false)]
    [InlineData("1764562345678", false)]
    [InlineData("a4111111111111111f", false)]
    public void MaskId_OfAClient_StandsForItAloneAndHoldsNothingOfIt(string id, bool isMasked)
    {
        var masked = Vault.MaskId(id);

        Assert.Equal(isMasked, masked != id);
        Assert.Equal(masked, Vault.MaskId(id));
        Assert.NotEqual(masked, Vault.MaskId(id + "8"));
        Assert.True(masked.Length <= 128);
    }
}
