using Services.Agents.Offline.Understanding;

namespace Services.Agents.Offline.Tests;

public sealed class AddressReaderTests
{
    [Theory]
    [InlineData("send it to 5 Oak Ave, Austin TX 78701", "5 Oak Ave||Austin|TX|78701")]
    [InlineData("5 Oak Ave Austin TX 78701", "5 Oak Ave||Austin|TX|78701")]
    [InlineData("my new address is 1200 N Lamar Blvd. Apt 4B, Austin, Texas 78701", "1200 N Lamar Blvd.|Apt 4B|Austin|TX|78701")]
    [InlineData("77 Pine Road, Suite 3, New Haven, ct 06511, USA", "77 Pine Road|Suite 3|New Haven|CT|06511")]
    [InlineData("120 Broadway, New York NY 10005-1234", "120 Broadway||New York|NY|10005-1234")]
    [InlineData("I have 2 orders, ship them to 9 Elm St #12, Santa Fe, New Mexico 87501", "9 Elm St|#12|Santa Fe|NM|87501")]
    [InlineData("8 Hill Drive\nBoise\nIdaho 83702", "8 Hill Drive||Boise|ID|83702")]
    [InlineData("PO Box 12, Reno NV 89501", "PO Box 12||Reno|NV|89501")]
    public void Read_CompleteAddress_IsReadWithOrWithoutCommas(string text, string parts)
    {
        var address = AddressReader.Read(text)!;

        Assert.Equal(parts, string.Join('|', address.Address1, address.Address2, address.City, address.State, address.Zip));
        Assert.Equal("USA", address.Country);
    }

    [Theory]
    [InlineData("ship it to my office")]
    [InlineData("5 Oak Ave, Austin")]
    [InlineData("my ZIP is 78701")]
    [InlineData("I paid 50 dollars to XX 78701")]
    public void Read_IncompleteAddress_IsNull(string text) => Assert.Null(AddressReader.Read(text));
}
