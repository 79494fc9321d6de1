using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Services.Contracts.Ids;

/// <summary>A conversation between a customer and the platform; also the unit of ordering: turns of one session run in order.</summary>
[JsonConverter(typeof(GuidIdJsonConverter<SessionId>))]
public readonly record struct SessionId(Guid Value) : IGuidId<SessionId>
{
    /// <summary>A new id; ids of one process sort by the time they were made (UUID version 7).</summary>
    public static SessionId New() => new(Uuid.New());

    /// <inheritdoc/>
    public static SessionId From(Guid value) => new(value);

    /// <summary>Reads the 36-character form; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SessionId id)
    {
        var ok = Guid.TryParseExact(text, "D", out var value);
        id = new SessionId(value);
        return ok;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
