using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Services.Contracts.Json;

/// <summary>
/// The names of enum members outside of .NET: what JSON has (<see cref="JsonStringEnumMemberNameAttribute"/>) is what stands in database
/// columns and on the wire as well. A member without the attribute has its own name. Thread safe.
/// </summary>
public static class EnumNames
{
    /// <summary>The name of a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The enum has no such member.</exception>
    public static string Of<T>(T value)
        where T : struct, Enum =>
        Names<T>.ByValue.TryGetValue(value, out var name) ? name : throw new ArgumentOutOfRangeException(nameof(value), value, null);

    /// <summary>The value of a name.</summary>
    /// <exception cref="FormatException">The enum has no member of that name.</exception>
    public static T Parse<T>(string name)
        where T : struct, Enum => TryParse<T>(name, out var value) ? value : throw new FormatException($"'{name}' is no {typeof(T).Name}.");

    /// <summary>False when the enum has no member of that name; names are compared exactly.</summary>
    public static bool TryParse<T>([NotNullWhen(true)] string? name, out T value)
        where T : struct, Enum
    {
        value = default;
        return name is not null && Names<T>.ByName.TryGetValue(name, out value);
    }

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue = typeof(T)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .ToDictionary(
                field => (T)field.GetValue(null)!,
                field => field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name
            );

        public static readonly Dictionary<string, T> ByName = ByValue.ToDictionary(
            pair => pair.Value,
            pair => pair.Key,
            StringComparer.Ordinal
        );
    }
}
