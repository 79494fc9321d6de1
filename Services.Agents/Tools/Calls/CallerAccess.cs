using Services.Contracts.Access;

namespace Services.Agents.Tools.Calls;

/// <summary>Who may see and change whose data.</summary>
internal static class CallerAccess
{
    /// <summary>True for staff, and for customers where the data is their own.</summary>
    public static bool MayAccess(this Caller caller, string userId) =>
        Roles.IsStaff(caller.Role) || (caller.CustomerId is not null && caller.CustomerId == userId);

    /// <summary>The customer whose data alone the caller sees; null for staff, who see everybody's.</summary>
    public static string? OnlyCustomer(this Caller caller) => Roles.IsStaff(caller.Role) ? null : caller.CustomerId ?? "";
}
