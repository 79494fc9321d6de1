using System.ComponentModel.DataAnnotations;

namespace Services.Conversations.Vault;

/// <summary>What opens the vault.</summary>
public sealed class VaultOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Conversations:Vault";

    /// <summary>The secret that sessions' keys are wrapped with, at least 32 characters.</summary>
    [Required]
    [MinLength(32)]
    public string Key { get; set; } = "";

    /// <summary>The secret before it: what was wrapped with it can still be read. None by default.</summary>
    [MinLength(32)]
    public string? PreviousKey { get; set; }
}
