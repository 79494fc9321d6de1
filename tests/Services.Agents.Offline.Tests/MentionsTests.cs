using Services.Agents.Offline.Understanding;
using Services.Retail;

namespace Services.Agents.Offline.Tests;

public sealed class MentionsTests
{
    [Theory]
    [InlineData("where is #W1234567?")]
    [InlineData("where is w1234567")]
    [InlineData("where is order 1234567")]
    [InlineData("order number 1234567 please")]
    [InlineData("# W1234567")]
    public void In_OrderNumber_IsReadInEverySpelling(string text) => Assert.Equal(["#W1234567"], Mentions.In(text).OrderIds);

    [Theory]
    [InlineData("I ordered it by mistake", CancelReason.OrderedByMistake)]
    [InlineData("accidentally bought it", CancelReason.OrderedByMistake)]
    [InlineData("I don't need it anymore", CancelReason.NoLongerNeeded)]
    [InlineData("found it cheaper elsewhere", CancelReason.NoLongerNeeded)]
    [InlineData("cancel it", null)]
    public void In_Reason_IsOneOfTheTwoOrNone(string text, CancelReason? reason) => Assert.Equal(reason, Mentions.In(text).Reason);

    [Theory]
    [InlineData("the second one", 1)]
    [InlineData("2", 1)]
    [InlineData("option 3", 2)]
    [InlineData("the last one", -1)]
    [InlineData("last month", null)]
    [InlineData("I have 2 dogs", null)]
    public void In_PlaceInAList_IsRead(string text, int? place) => Assert.Equal(place, Mentions.In(text).Ordinal);

    [Fact]
    public void In_Address_IsReadWithItsUnit()
    {
        var address = Mentions.In("please send it to 77 Pine Road, Suite 3, New Haven, ct 06511, USA").Address!;

        Assert.Equal(
            ("77 Pine Road", "Suite 3", "New Haven", "CT", "06511", "USA"),
            (address.Address1, address.Address2, address.City, address.State, address.Zip, address.Country)
        );
    }

    [Fact]
    public void In_NameAndZip_AreRead()
    {
        var mentions = Mentions.In("I'm Yusuf Rossi and my ZIP is 19122");

        Assert.Equal((("Yusuf", "Rossi"), "19122"), (mentions.Name!.Value, mentions.Zip));
    }
}
