using System.Security.Cryptography;

namespace LocalAspire.Dashboard;

internal static class DashboardSecrets
{
    /// <summary>128 random bits in hexadecimal.</summary>
    public static string Create() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
