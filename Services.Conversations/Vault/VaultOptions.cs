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

    /// <summary>
    /// Another secret that opens what was wrapped with it: the one before, until all is wrapped anew, or the next, before it is <see
    /// cref="Key"/> anywhere. None by default.
    /// </summary>
    [MinLength(32)]
    public string? PreviousKey { get; set; }

    /// <summary>
    /// How often keys are looked for that are not wrapped with <see cref="Key"/>, where that is done. Default 10 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan RewrapInterval { get; set; } = TimeSpan.FromMinutes(10);
}
