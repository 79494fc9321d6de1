using Services.Retail;

namespace Services.Agents.Offline.Skills;

/// <summary>An address as a tool's arguments.</summary>
internal static class AddressArguments
{
    public static CallToolsAction Call(string tool, (string Name, object Value) subject, Address address) =>
        CallToolsAction.Single(
            tool,
            subject,
            ("address1", address.Address1),
            ("address2", address.Address2),
            ("city", address.City),
            ("state", address.State),
            ("country", address.Country),
            ("zip", address.Zip)
        );
}
