using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Gateway.DemoUsers;

/// <summary>JSON of demo users and their tokens.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict
)]
[JsonSerializable(typeof(IReadOnlyList<DemoUser>))]
[JsonSerializable(typeof(IReadOnlyList<DemoCustomer>))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenResponse))]
internal sealed partial class DemoUsersJson : JsonSerializerContext;
