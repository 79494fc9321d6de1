using System.Globalization;
using Microsoft.Extensions.AI;
using Services.Contracts.Access;
using Services.Contracts.Json;

namespace Services.Agents.Offline.Hints;

/// <summary>Who the model speaks with, as the platform's hints say.</summary>
internal sealed record CallerHints(string? Name, Role Role, string? CustomerId, DateOnly? Today = null)
{
    public bool IsStaff => Roles.IsStaff(Role);

    /// <summary>The first name, or an empty string.</summary>
    public string FirstName => Name?.Split(' ', 2)[0] ?? "";

    public static CallerHints From(ChatOptions? options) =>
        new(
            Hint(options, ModelHints.CallerName),
            EnumNames.TryParse<Role>(Hint(options, ModelHints.CallerRole), out var role) ? role : Role.Customer,
            Hint(options, ModelHints.CustomerId),
            DateOnly.TryParseExact(
                Hint(options, ModelHints.Today),
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var today
            )
                ? today
                : null
        );

    private static string? Hint(ChatOptions? options, string name) =>
        options?.AdditionalProperties?.TryGetValue(name, out var value) == true && value is string { Length: > 0 } text ? text : null;
}
