using System.Text.Json;
using System.Text.Json.Serialization;
using Services.Contracts.Access;

namespace Services.Evals.Running;

/// <summary>Somebody that the platform lets in for a demonstration.</summary>
internal sealed record DemoUser
{
    public required string User { get; init; }

    public required string Name { get; init; }

    public required Role Role { get; init; }

    public IReadOnlyList<string>? Orders { get; init; }
}

/// <summary><c>POST /auth/token</c>.</summary>
internal sealed record TokenRequest(string User);

/// <summary>Its answer.</summary>
internal sealed record TokenAnswer(string Token);

/// <summary>JSON of the client.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(List<DemoUser>))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenAnswer))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ClientJson : JsonSerializerContext;
