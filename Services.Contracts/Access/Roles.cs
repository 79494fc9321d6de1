namespace Services.Contracts.Access;

/// <summary>What roles have in common.</summary>
public static class Roles
{
    /// <summary>True for operators and administrators.</summary>
    public static bool IsStaff(Role role) => role is Role.Operator or Role.Administrator;
}
