namespace LocalAspire.Dashboard.Resources;

/// <summary>How a command ended.</summary>
/// <param name="Succeeded">Whether it was carried out.</param>
/// <param name="Message">Why not, for a person.</param>
public readonly record struct CommandResult(bool Succeeded, string? Message = null)
{
    /// <summary>Carried out.</summary>
    public static CommandResult Success { get; } = new(true);

    /// <summary>Refused or failed, with the reason.</summary>
    public static CommandResult Failed(string message) => new(false, message);
}
