using System.Text.Json;
using Services.Contracts.Ids;

namespace Services.Gateway.Dialects.Sessions;

/// <summary><c>session:created</c>.</summary>
internal sealed record SessionCreatedResponse
{
    public required SessionId SessionId { get; init; }

    /// <summary>Empty if none was given.</summary>
    public required string Topic { get; init; }

    public required string Status { get; init; }

    /// <summary>As it was given, without personal data.</summary>
    public JsonElement? Metadata { get; init; }

    public required DateTime CreatedAt { get; init; }
}
