using System.ComponentModel.DataAnnotations;

namespace ServiceDefaults.Operators;

/// <summary>How a service knows an operator.</summary>
internal sealed class OperatorOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Operators";

    /// <summary>Who signs operators' tokens.</summary>
    public const string Issuer = "switchboard-operators";

    /// <summary>
    /// What signs the tokens (HMAC-SHA256), at least 32 characters. Default: none, and then the service takes no operator's request.
    /// </summary>
    [MinLength(32)]
    public string? Key { get; set; }
}
