using System.Text.Json.Serialization;

namespace Services.Contracts.Access;

/// <summary>What a user may do; the value of the <c>role</c> claim.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Role>))]
public enum Role
{
    /// <summary>Sees and changes their own data only.</summary>
    [JsonStringEnumMemberName("customer")]
    Customer,

    /// <summary>Staff: may join any session and read any customer's data.</summary>
    [JsonStringEnumMemberName("operator")]
    Operator,

    /// <summary>An operator who also administers the platform.</summary>
    [JsonStringEnumMemberName("administrator")]
    Administrator,
}
