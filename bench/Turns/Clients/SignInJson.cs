using System.Text.Json;
using System.Text.Json.Serialization;

namespace Turns.Bench.Clients;

/// <summary>What signs a demo user in, over HTTP.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(List<DemoUser>))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenAnswer))]
internal sealed partial class SignInJson : JsonSerializerContext;
