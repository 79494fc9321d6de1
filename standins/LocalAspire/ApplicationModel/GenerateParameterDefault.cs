using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A random text from a cryptographic source.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    private const string LowerCase = "abcdefghjkmnpqrstuvwxyz";
    private const string UpperCase = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string Signs = "-_.{}~()*+!";

    /// <summary>Characters. Default: 22.</summary>
    public int MinLength { get; set; } = 22;

    /// <summary>Default: true.</summary>
    public bool Lower { get; set; } = true;

    /// <summary>Default: true.</summary>
    public bool Upper { get; set; } = true;

    /// <summary>Default: true.</summary>
    public bool Numeric { get; set; } = true;

    /// <summary>Default: true.</summary>
    public bool Special { get; set; } = true;

    /// <inheritdoc />
    public override string GetDefaultValue()
    {
        var alphabet = string.Concat(Lower ? LowerCase : "", Upper ? UpperCase : "", Numeric ? Digits : "", Special ? Signs : "");
        return alphabet.Length == 0
            ? throw new InvalidOperationException("A generated parameter needs at least one kind of character.")
            : RandomNumberGenerator.GetString(alphabet, Math.Max(1, MinLength));
    }
}
