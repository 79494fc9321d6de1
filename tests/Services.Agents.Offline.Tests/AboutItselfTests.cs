using Services.Agents.Offline.Understanding;

namespace Services.Agents.Offline.Tests;

public sealed class AboutItselfTests : IDisposable
{
    private readonly MemoryShop _shop = new();
    private readonly Conversation _talk;

    public AboutItselfTests() => _talk = new Conversation(_shop);

    public void Dispose() => _talk.Dispose();

    [Theory]
    [InlineData("are you a real person?", "I'm an automated assistant")]
    [InlineData("am I talking to a bot", "I'm an automated assistant")]
    [InlineData("how do I contact support?", "open a ticket")]
    [InlineData("do you have a phone number", "I have no phone number")]
    [InlineData("¿Dónde está mi pedido? Necesito ayuda", "solo entiendo inglés")]
    [InlineData("Ich möchte meine Bestellung stornieren", "verstehe nur Englisch")]
    [InlineData("Je voudrais annuler ma commande", "ne comprends que l'anglais")]
    [InlineData("где мой заказ", "read English only")]
    public async Task Asked_SaysWhatItIsAndHandsOverOnYesOnly(string text, string answer)
    {
        var reply = await _talk.SayAsync(text);

        Assert.Contains(answer, reply, StringComparison.Ordinal);
        Assert.EndsWith("Would you like me to hand you over to a person?", reply, StringComparison.Ordinal);
        Assert.Empty(_shop.Called);

        await _talk.SayAsync("yes please");

        Assert.Equal(["transfer_to_human_agents"], _shop.Called);
    }

    [Theory]
    [InlineData("tell me a joke")]
    [InlineData("do you know any riddles?")]
    public async Task OffTopic_IsDeclinedWithWhatItCanDo(string text)
    {
        var reply = await _talk.SayAsync(text);

        Assert.Contains("outside what I can help with", reply, StringComparison.Ordinal);
        Assert.Contains("return or exchange your orders", reply, StringComparison.Ordinal);
        Assert.DoesNotContain("ticket for our support team", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DamagedAndAngry_IsSorryBeforeItProposesATicket()
    {
        var reply = await _talk.SayAsync("my parcel arrived damaged and I'm really angry!");

        Assert.StartsWith("I'm sorry", reply, StringComparison.Ordinal);
        Assert.Equal("create_ticket", _talk.Pending?.Name);
        Assert.EndsWith("Shall I go ahead?", reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("how much is the Standing Desk?", "**Standing Desk**")]
    [InlineData("what does the floor lamp cost", "**Floor Lamp**")]
    public async Task Price_WhileAnotherQuestionIsOpen_IsAnswered(string text, string product)
    {
        await _talk.SayAsync("cancel my order");
        var reply = await _talk.SayAsync(text);

        Assert.Contains(product, reply, StringComparison.Ordinal);
        Assert.Contains('$', reply);
    }

    [Theory]
    [InlineData("where is my order")]
    [InlineData("cancel #W1000101 por favor")]
    [InlineData("exchange my El Capitan tent")]
    [InlineData("ok")]
    [InlineData("I live in San Diego, la la land")]
    public void ForeignIn_English_IsNull(string text) => Assert.Null(Language.ForeignIn(text));
}
