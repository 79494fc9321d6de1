using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Services.Contracts.Ids;

/// <summary>A question to the user whether a tool may change something; answered at most once.</summary>
[JsonConverter(typeof(GuidIdJsonConverter<ApprovalId>))]
public readonly record struct ApprovalId(Guid Value) : IGuidId<ApprovalId>
{
    /// <summary>A new id; ids of one process sort by the time they were made (UUID version 7).</summary>
    public static ApprovalId New() => new(Uuid.New());

    /// <inheritdoc/>
    public static ApprovalId From(Guid value) => new(value);

    /// <summary>Reads the 36-character form; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ApprovalId id)
    {
        var ok = Guid.TryParseExact(text, "D", out var value);
        id = new ApprovalId(value);
        return ok;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
