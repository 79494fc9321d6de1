using Services.Contracts.Access;

namespace Services.Agents.Tests.Support;

/// <summary>Callers.</summary>
internal static class People
{
    public static Caller Ada { get; } = Customer("ada_1");

    public static Caller Bo { get; } = Customer("bo_2");

    public static Caller Operator { get; } =
        new()
        {
            UserId = "op",
            Name = "Olga",
            Role = Role.Operator,
        };

    public static Caller Customer(string id) =>
        new()
        {
            UserId = id,
            Name = id,
            Role = Role.Customer,
            CustomerId = id,
        };
}
