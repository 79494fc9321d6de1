using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Services.Contracts.Ids;

/// <summary>One turn: a user message and the work that answers it. The reply carries this value as its message id.</summary>
[JsonConverter(typeof(GuidIdJsonConverter<TurnId>))]
public readonly record struct TurnId(Guid Value) : IGuidId<TurnId>
{
    /// <summary>A new id; ids of one process sort by the time they were made (UUID version 7).</summary>
    public static TurnId New() => new(Uuid.New());

    /// <inheritdoc/>
    public static TurnId From(Guid value) => new(value);

    /// <summary>Reads the 36-character form; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out TurnId id)
    {
        var ok = Guid.TryParseExact(text, "D", out var value);
        id = new TurnId(value);
        return ok;
    }

    /// <summary>The id of the message that answers this turn.</summary>
    public MessageId ReplyId => new(Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
