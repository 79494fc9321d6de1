using Services.Contracts.Access;

namespace Services.Agents.Offline.Tests;

public sealed class OtherConversationTests : IDisposable
{
    private readonly MemoryShop _shop = new();
    private readonly Conversation _talk;

    public OtherConversationTests() => _talk = new Conversation(_shop);

    public void Dispose() => _talk.Dispose();

    [Fact]
    public async Task Account_Asked_ShowsWhatIsOnFile()
    {
        var user = _shop.User(MemoryShop.Customer);

        var reply = await _talk.SayAsync("show my account details");

        Assert.Contains(user.Email, reply, StringComparison.Ordinal);
        Assert.Contains(user.Address.City, reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangeAddress_Moved_AsksThenChangesTheDefault()
    {
        await _talk.SayAsync("I moved, please update my address");
        await _talk.SayAsync("5 Oak Avenue, Denver, CO 80202");
        var done = await _talk.AnswerAsync(approved: true);

        Assert.Contains("5 Oak Avenue", done, StringComparison.Ordinal);
        Assert.Equal("Denver", _shop.User(MemoryShop.Customer).Address.City);
    }

    [Fact]
    public async Task Complaint_OfferAccepted_OpensATicketWithTheComplaint()
    {
        await _talk.SayAsync("I am very unhappy with your service");
        await _talk.SayAsync("yes");

        Assert.Equal(("create_ticket", "I am very unhappy with your service"), (_talk.Pending?.Name, _talk.Argument("description")));
        Assert.Contains("T-10001", await _talk.AnswerAsync(approved: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ticket_CommentOnTheOnlyOne_AddsIt()
    {
        await _talk.SayAsync("open a ticket, my desk lamp arrived broken");
        await _talk.AnswerAsync(approved: true);
        await _talk.SayAsync("add a comment to the ticket: the shade is cracked too");

        Assert.Equal(("T-10001", "the shade is cracked too"), (_talk.Argument("ticket_id"), _talk.Argument("comment")));
    }

    [Fact]
    public async Task Person_AskedFor_HandsOverWithASummary()
    {
        await _talk.SayAsync("where is my order #W1000101");
        await _talk.SayAsync("let me talk to a human");

        Assert.Equal("transfer_to_human_agents", _shop.Called[^1]);
    }

    [Fact]
    public async Task Spending_ByMonth_RendersTheReport()
    {
        var reply = await _talk.SayAsync("how much have I spent by month?");

        Assert.Contains("**$1,234.50**", reply, StringComparison.Ordinal);
        Assert.Contains("| May 2026 | 2 | 4 | $1,000.00 |", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spending_LastYear_AsksForThatPeriod() =>
        Assert.Contains(
            "from 1 Jan 2025 to 31 Dec 2025",
            await _talk.SayAsync("how much did I spend last year?"),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Product_AvailabilityInAColour_AnswersFromTheCatalogue()
    {
        var product = await _talk.SayAsync("how much is the yoga mat?");
        var narrowed = await _talk.SayAsync("and in sand?");

        Assert.Contains("**Yoga Mat**", product, StringComparison.Ordinal);
        Assert.Contains("sand", narrowed, StringComparison.Ordinal);
        Assert.DoesNotContain("| coral |", narrowed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("what's the weather in Paris")]
    [InlineData("asdf jkl")]
    public async Task Unknown_Anything_AbstainsAndOffersAPerson(string text)
    {
        var reply = await _talk.SayAsync(text);

        Assert.Contains("rather not guess", reply, StringComparison.Ordinal);
        Assert.Empty(_shop.Called);
    }

    [Fact]
    public async Task Capabilities_Asked_SaysItIsTheOfflineModel() =>
        Assert.Contains("offline model", await _talk.SayAsync("what can you do?"), StringComparison.Ordinal);

    [Fact]
    public async Task Greeting_Customer_IsByFirstName() =>
        Assert.StartsWith("Hello Nora!", await _talk.SayAsync("hi there"), StringComparison.Ordinal);

    [Fact]
    public async Task Staff_CustomerByEmail_ListsThatCustomersOrders()
    {
        var shop = new MemoryShop();
        using var talk = new Conversation(shop, Role.Operator, customerId: null);

        var asked = await talk.SayAsync("list the orders of this customer");
        var reply = await talk.SayAsync(shop.User("mateo_duarte_1002").Email);

        Assert.Contains("Whose account is it?", asked, StringComparison.Ordinal);
        Assert.Contains("#W1000201", reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CustomerWithoutId_OwnData_AsksWhoTheyAre()
    {
        using var talk = new Conversation(new MemoryShop(), customerId: null);

        Assert.Contains("e-mail address", await talk.SayAsync("show my orders"), StringComparison.Ordinal);
    }
}
