using System.Text.Json.Serialization;
using ServiceDefaults.Health;

namespace Services.Gateway.Health;

/// <summary><c>GET /health</c>.</summary>
internal sealed record HealthResponse
{
    /// <summary><c>healthy</c> or <c>unhealthy</c>.</summary>
    public required string Status { get; init; }

    public required bool Success { get; init; }

    public required DateTime Timestamp { get; init; }

    /// <summary>Seconds since the start.</summary>
    public required double Uptime { get; init; }

    [JsonPropertyName("active_connections")]
    public required int ActiveConnections { get; init; }

    [JsonPropertyName("active_rooms")]
    public required int ActiveRooms { get; init; }

    public required HealthFigures Metrics { get; init; }

    /// <summary>What is down; empty when healthy.</summary>
    public required IReadOnlyList<string> Down { get; init; }

    /// <summary>The process' id.</summary>
    public required int Worker { get; init; }

    public required ProcessPerformance Performance { get; init; }
}

/// <summary>Figures of this gateway.</summary>
internal sealed record HealthFigures
{
    public required int Connections { get; init; }

    public required int Users { get; init; }

    public required int CachedSessions { get; init; }

    public required bool ModelHealthy { get; init; }
}

/// <summary><c>GET /metrics</c> with <c>Accept: application/json</c>.</summary>
internal sealed record MetricsResponse
{
    public required int TotalConnections { get; init; }

    public required int UniqueUsers { get; init; }

    public required int CachedSessions { get; init; }

    public required int ActiveRooms { get; init; }

    public required bool ModelHealthy { get; init; }

    /// <summary>Seconds since the start.</summary>
    public required double Uptime { get; init; }

    /// <summary>Connections since the start, closed ones too.</summary>
    public required long ConnectionsEver { get; init; }

    /// <summary>Messages that were acknowledged in the last minute.</summary>
    public required long MessagesPerMinute { get; init; }

    public required RoomFigures Rooms { get; init; }
}

/// <summary>Figures of the rooms, which are the sessions with a member here. None is named: anybody may ask.</summary>
internal sealed record RoomFigures
{
    public required int Open { get; init; }

    /// <summary>Members of all rooms; who is in two counts twice.</summary>
    public required int Members { get; init; }

    /// <summary>Members of the largest.</summary>
    public required int Largest { get; init; }
}
