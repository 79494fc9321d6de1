using Services.Retail;

namespace Services.Agents.Tools.Orders;

/// <summary>Addresses from a tool's arguments.</summary>
internal static class Addresses
{
    public static Address Of(string address1, string address2, string city, string state, string country, string zip) =>
        new()
        {
            Address1 = address1,
            Address2 = address2,
            City = city,
            Country = country,
            State = state,
            Zip = zip,
        };
}
