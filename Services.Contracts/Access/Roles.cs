namespace Services.Contracts.Access;

/// <summary>The values of the <c>role</c> claim.</summary>
public static class Roles
{
    /// <summary>Sees and changes their own data only.</summary>
    public const string Customer = "customer";

    /// <summary>Staff: may join any session and read any customer's data.</summary>
    public const string Operator = "operator";

    /// <summary>An operator who also administers the platform.</summary>
    public const string Administrator = "administrator";

    /// <summary>True for operators and administrators.</summary>
    public static bool IsStaff(string role) => role is Operator or Administrator;
}
