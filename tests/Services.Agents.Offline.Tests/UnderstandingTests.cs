using Services.Retail.Tools;

namespace Services.Agents.Offline.Tests;

/// <summary>What is easily misread: scope, reference, what cannot be had, misspelt words, and the way back.</summary>
public sealed class UnderstandingTests : IDisposable
{
    private const string PendingOrder = "#W1000101";
    private const string DeliveredOrder = "#W1000102";
    private const string ProcessedOrder = "#W1000103";
    private const string OtherPendingOrder = "#W1000104";

    private readonly MemoryShop _shop = new();
    private readonly Conversation _talk;

    public UnderstandingTests() => _talk = new Conversation(_shop);

    public void Dispose() => _talk.Dispose();

    [Theory]
    [InlineData("return everything but the tent from #W1000102", "Pour-over Set,Portable Speaker")]
    [InlineData("return everything except for the tent and the speaker from order 1000102", "Pour-over Set")]
    [InlineData("I'm keeping the tent, please send back the speaker of #W1000102", "Portable Speaker")]
    [InlineData("return the speaker but not the tent, #W1000102", "Portable Speaker")]
    public async Task Return_WithAnExclusion_LeavesOutWhatIsKept(string text, string names)
    {
        await _talk.SayAsync(text);

        Assert.Equal(ToolNames.ReturnItems, _talk.Pending?.Name);
        Assert.Equal(names, Names(_talk.Argument("item_ids")));
    }

    [Theory]
    [InlineData("also the Portable Speaker please", "Camping Tent,Portable Speaker")]
    [InlineData("only the speaker", "Portable Speaker")]
    public async Task Return_MoreOrFewerInsteadOfYes_IsProposedAnew(string text, string names)
    {
        await _talk.SayAsync($"return the tent from {DeliveredOrder}");
        await _talk.SayAsync(text);

        Assert.Equal(names, Names(_talk.Argument("item_ids")));
    }

    [Theory]
    [InlineData($"can you cancel just the jeans in {OtherPendingOrder}?")]
    [InlineData($"cancel one item of {OtherPendingOrder}")]
    [InlineData("cancel the Linen Shirt")]
    public async Task Cancel_APartOfAnOrder_SaysThatOnlyTheWholeCanBe(string text)
    {
        Assert.Contains("as a whole", await _talk.SayAsync(text), StringComparison.Ordinal);
        Assert.Null(_talk.Pending);

        await _talk.SayAsync("ok, then all of it");
        Assert.Equal((ToolNames.CancelOrder, OtherPendingOrder), (_talk.Pending?.Name, _talk.Argument("order_id")));
    }

    [Theory]
    [InlineData("take the shirt out of #W1000104")]
    [InlineData("remove the cheapest item from #W1000104")]
    public async Task Order_ShallLoseAnItem_SaysWhatIsPossibleInstead(string text)
    {
        Assert.Contains("neither added to an order nor taken out", await _talk.SayAsync(text), StringComparison.Ordinal);
        Assert.Null(_talk.Pending);
    }

    [Fact]
    public async Task TwoOrders_InOneQuestion_AreBothAnsweredAndCanBeReferredTo()
    {
        var both = await _talk.SayAsync($"where are {PendingOrder} and {ProcessedOrder}?");
        Assert.All([PendingOrder, ProcessedOrder], id => Assert.Contains(id, both, StringComparison.Ordinal));

        var total = _shop.Order(PendingOrder).Total + _shop.Order(ProcessedOrder).Total;
        Assert.Contains(Services.Retail.Money.Format(total), await _talk.SayAsync("what do both cost together?"), StringComparison.Ordinal);

        var second = await _talk.SayAsync("what is in the second one?");
        Assert.Contains(ProcessedOrder, second, StringComparison.Ordinal);
        Assert.DoesNotContain(PendingOrder, second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_NamedByItsStatus_IsTheOneWithIt()
    {
        await _talk.SayAsync("show my orders");

        Assert.Contains(DeliveredOrder, await _talk.SayAsync("what's in the delivered one?"), StringComparison.Ordinal);
        Assert.Contains(ProcessedOrder, await _talk.SayAsync("and the processed one?"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wheres my oder 1000103 plz")]
    [InlineData("W-1000103 status")]
    [InlineData("status of Ｗ１０００１０３")]
    [InlineData("what about w 1000103, has it shiped?")]
    [InlineData("my parcle #W1000103 still says label created")]
    public async Task Track_HoweverTheNumberIsTyped_SaysItsState(string text) =>
        Assert.Contains("**processed**", await _talk.SayAsync(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("do you have the rain jacket in navy, size M?", "does not come in M")]
    [InlineData("do you have the camping tent in pink?", "does not come in pink")]
    public async Task Product_InWhatItDoesNotComeIn_SaysNo(string text, string no) =>
        Assert.Contains(no, await _talk.SayAsync(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("exchange the tent of #W1000102 for a bigger one, 4 seasons, the cheapest", "3", "4")]
    [InlineData("exchange the tent of #W1000102 for the 4 person one, same seasons", "4", "4")]
    public async Task Exchange_ByComparison_ProposesTheVariantThatFits(string text, string persons, string seasons)
    {
        await _talk.SayAsync(text);

        var wanted = _shop
            .Data.Products.Values.SelectMany(product => product.Variants.Values)
            .Single(one => one.ItemId == _talk.Argument("new_item_ids"));
        Assert.Equal((persons, seasons), (wanted.Options["persons"], wanted.Options["seasons"]));
    }

    [Theory]
    [InlineData("the toaster I bought from you caught fire last night")]
    [InlineData("your charger gave me an electric shock")]
    [InlineData("the kettle exploded and burned my hand!!")]
    public async Task Danger_IsReportedAsUrgentWithWhatToDoAtOnce(string text)
    {
        var reply = await _talk.SayAsync(text);

        Assert.Contains("don't use it any more", reply, StringComparison.Ordinal);
        Assert.Equal((ToolNames.CreateTicket, "urgent"), (_talk.Pending?.Name, _talk.Argument("priority")));
    }

    [Fact]
    public async Task ChangeItBack_AfterAnAddress_ProposesTheFormerOne()
    {
        var former = _shop.User(MemoryShop.Customer).Address;
        await _talk.SayAsync("change my address to 221 Baker Street, Denver, CO 80203");
        await _talk.AnswerAsync(approved: true);

        await _talk.SayAsync("hmm, please change it back");

        Assert.Equal((ToolNames.ModifyUserAddress, former.Address1), (_talk.Pending?.Name, _talk.Argument("address1")));
    }

    [Fact]
    public async Task Proposal_LeftForAQuestion_IsMadeAgainWhenAskedFor()
    {
        await _talk.SayAsync($"return the tent from {DeliveredOrder}");
        var items = _talk.Argument("item_ids");
        await _talk.SayAsync("how long does the refund take?");

        await _talk.SayAsync("ok, then return it");

        Assert.Equal((ToolNames.ReturnItems, items), (_talk.Pending?.Name, _talk.Argument("item_ids")));
    }

    [Fact]
    public async Task Reply_IsNeverTheSameTwiceInARow()
    {
        List<string> replies = [];
        for (var i = 0; i < 3; i++)
        {
            replies.Add(await _talk.SayAsync("flurb the wozzle"));
        }

        Assert.Equal(3, replies.Distinct().Count());
        Assert.EndsWith("hand you over to a person?", replies[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticket_AnsweredWithAYes_IsNotWrittenWithIt()
    {
        await _talk.SayAsync("open a ticket");

        Assert.Contains("What should I write", await _talk.SayAsync("yes"), StringComparison.Ordinal);
        Assert.Null(_talk.Pending);
    }

    [Fact]
    public async Task CardNumber_IsNotPaidWith()
    {
        var reply = await _talk.SayAsync($"my card is [card_1], please use it for {PendingOrder}");

        Assert.Contains("I can't use a card whose number is written in a chat", reply, StringComparison.Ordinal);
        Assert.Null(_talk.Pending);
    }

    [Theory]
    [InlineData("¿Dónde está mi pedido?")]
    [InlineData("Où est ma commande, s'il vous plaît ?")]
    public async Task OtherLanguage_WithItsAccents_IsRecognised(string text) =>
        Assert.Contains("English only", await _talk.SayAsync(text), StringComparison.Ordinal);

    private string Names(string ids) =>
        string.Join(',', ids.Split(',').Select(id => _shop.Order(DeliveredOrder).Items.Single(item => item.ItemId == id).Name));
}
