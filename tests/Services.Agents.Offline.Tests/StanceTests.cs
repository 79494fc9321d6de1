using Services.Agents.Offline.Classification;
using Services.Agents.Offline.Understanding;
using Services.Retail.Tools;

namespace Services.Agents.Offline.Tests;

/// <summary>A change is proposed to nobody who did not ask for it, however the message that names it is put together.</summary>
public sealed class StanceTests
{
    private static readonly string[] Destructive = [ToolNames.CancelOrder, ToolNames.ReturnItems, ToolNames.ExchangeItems];

    // What stands before a verb and makes no request of it.
    private static readonly string[] NoRequests =
    [
        "do not {0} {1}",
        "please don't {0} {1}",
        "don't you dare {0} {1}",
        "I never asked you to {0} {1}",
        "I don't want you to {0} {1}",
        "I did not want to {0} {1}",
        "no need to {0} {1}",
        "you should not {0} {1}",
        "whatever you do, do not {0} {1}",
        "help me without having to {0} {1}",
        "I'd rather keep it than {0} {1}",
        "why did you {0} {1}",
        "why would you {0} {1}",
        "did you {0} {1}",
        "did I {0} {1}",
        "who told you to {0} {1}",
        "when did you {0} {1}",
        "can I {0} {1}",
        "could I still {0} {1}",
        "may I {0} {1}",
        "should I {0} {1}",
        "is it possible to {0} {1}",
        "is it too late to {0} {1}",
        "how do I {0} {1}",
        "how can I {0} {1}",
        "what happens if I {0} {1}",
        "what if I {0} {1}",
        "what would it cost to {0} {1}",
        "do I have to {0} {1}",
        "am I allowed to {0} {1}",
        "I was going to {0} {1} but I like it",
        "I am thinking about whether to {0} {1}",
        "maybe I will {0} {1}",
        "if I {0} {1}, when do I get my money",
        "before I {0} {1}, tell me the total",
        "my friend said I should not {0} {1}",
        "I forgot to {0} {1} and now it is fine",
        "was it you who wanted to {0} {1}",
    ];

    private static readonly string[] Openings =
    [
        "",
        "hello, ",
        "hi there! ",
        "ok so ",
        "listen, ",
        "sorry but ",
        "thanks. ",
        "I like it. ",
    ];

    private static readonly string[] Endings = ["", "?", "!", ".", " please", " thanks", ", just tell me where it is", ", ok?"];

    private static readonly (string Verb, string Order)[] Changes =
    [
        ("cancel", "#W1000101"),
        ("cancel", "order #W1000101"),
        ("cancel", "my order #W1000104"),
        ("return", "the Camping Tent from #W1000102"),
        ("send back", "the Portable Speaker of #W1000102"),
        ("exchange", "the Pour-over Set of #W1000102 for ceramic, 2 cups"),
    ];

    /// <summary>Five hundred of all that these parts make, the same ones each time.</summary>
    public static TheoryData<string> Compositions()
    {
        var random = new Random(500);
        var texts = new HashSet<string>(StringComparer.Ordinal);
        while (texts.Count < 500)
        {
            var (verb, order) = random.GetItems(Changes, 1)[0];
            var middle = string.Format(System.Globalization.CultureInfo.InvariantCulture, random.GetItems(NoRequests, 1)[0], verb, order);
            texts.Add(random.GetItems(Openings, 1)[0] + middle + random.GetItems(Endings, 1)[0]);
        }

        return [.. texts];
    }

    [Fact]
    public async Task Message_ThatAsksForNoChange_GetsNoProposalOfOne()
    {
        List<string> proposed = [];
        foreach (var row in Compositions())
        {
            using var talk = new Conversation(new MemoryShop());
            await talk.SayAsync(row.Data);
            if (talk.Pending is { } call && Destructive.Contains(call.Name))
            {
                proposed.Add(row.Data);
            }
        }

        Assert.Empty(proposed);
    }

    [Theory]
    [InlineData("cancel #W1000101")]
    [InlineData("CANCEL MY ORDER #W1000101 NOW")]
    [InlineData("please cancel order #W1000101, thanks")]
    [InlineData("I want to cancel #W1000101")]
    [InlineData("I'd like #W1000101 cancelled please")]
    [InlineData("can you cancel #W1000101?")]
    [InlineData("could you please cancel order 1000101")]
    [InlineData("would you mind cancelling #W1000101")]
    [InlineData("I don't want it any more, please cancel #W1000101")]
    [InlineData("it was a mistake so cancel #W1000101")]
    [InlineData("don't forget to cancel #W1000101")]
    [InlineData("I was wondering if you could cancel #W1000101 for me")]
    [InlineData("I need #W1000101 to be canceled")]
    [InlineData("cancle #W1000101 plz")]
    [InlineData("can u kill order #W1000101")]
    [InlineData("I no longer need order #W1000101")]
    [InlineData("I have been trying to cancel #W1000101 for an hour")]
    [InlineData("my sister already bought one, so please go ahead and cancel #W1000101")]
    public async Task Message_ThatAsksForIt_GetsTheProposal(string text)
    {
        using var talk = new Conversation(new MemoryShop());

        await talk.SayAsync(text);

        Assert.Equal((ToolNames.CancelOrder, "#W1000101"), (talk.Pending?.Name, talk.Argument("order_id")));
    }

    [Theory]
    [InlineData("can I cancel #W1000101?", "Would you like me to cancel it?", ToolNames.CancelOrder)]
    [InlineData("can I return the Camping Tent of #W1000102?", "Would you like me to arrange that return?", ToolNames.ReturnItems)]
    public async Task Question_WhetherItCanBeDone_IsAnsweredWithAnOfferAndProposedAfterAYes(string text, string offer, string tool)
    {
        using var talk = new Conversation(new MemoryShop());

        Assert.EndsWith(offer, await talk.SayAsync(text), StringComparison.Ordinal);
        Assert.Null(talk.Pending);

        await talk.SayAsync("yes please");
        Assert.Equal(tool, talk.Pending?.Name);
    }

    [Theory]
    [InlineData("I don't want to return it, I want to exchange it", Intents.ReturnOrder, "Unwanted")]
    [InlineData("I don't want to return it, I want to exchange it", Intents.ExchangeItems, "Wanted")]
    [InlineData("don't send it to my old address", Intents.ChangeOrderAddress, "Unwanted")]
    [InlineData("you changed my address without asking", Intents.ChangeAddress, "Reported")]
    [InlineData("I don't want to talk to a person", Intents.HumanAgent, "Unwanted")]
    [InlineData("get me a person", Intents.HumanAgent, "Wanted")]
    public void Of_AnyChange_IsReadFromTheWordsAroundItsVerb(string text, string intent, string stance) =>
        Assert.Equal(stance, StanceReader.Of(text, intent).ToString());
}
