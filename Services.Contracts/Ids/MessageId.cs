using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Services.Contracts.Ids;

/// <summary>One message of a session, from either side.</summary>
[JsonConverter(typeof(GuidIdJsonConverter<MessageId>))]
public readonly record struct MessageId(Guid Value) : IGuidId<MessageId>
{
    /// <summary>A new id; ids of one process sort by the time they were made (UUID version 7).</summary>
    public static MessageId New() => new(Uuid.New());

    /// <inheritdoc/>
    public static MessageId From(Guid value) => new(value);

    /// <summary>Reads the 36-character form; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out MessageId id)
    {
        var ok = Guid.TryParseExact(text, "D", out var value);
        id = new MessageId(value);
        return ok;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
