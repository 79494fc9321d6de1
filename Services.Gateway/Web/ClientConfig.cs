using System.Text.Json.Serialization;
using Services.Contracts.Access;

namespace Services.Gateway.Web;

/// <summary><c>GET /client-config</c>: what a page needs to know about the platform. Without a token, how to sign in and no more.</summary>
internal sealed record ClientConfig
{
    public required ClientAuth Auth { get; init; }

    /// <summary>Who the token speaks for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ClientUser? User { get; init; }

    /// <summary>The model that answers, for example <c>offline</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; init; }

    /// <summary>
    /// For staff, where a turn's trace can be seen, with <c>{traceId}</c> in place of its id; null for others, and without a dashboard.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TraceUrlTemplate { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ClientLimits? Limits { get; init; }
}

/// <summary>The ways to sign in.</summary>
internal sealed record ClientAuth
{
    /// <summary>Demo users are there to choose from, without a password.</summary>
    public required bool Demo { get; init; }

    /// <summary>An OpenID Connect provider; null without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public ClientOidc? Oidc { get; init; }
}

/// <summary>What a page needs to sign in at the provider by authorization code and PKCE.</summary>
internal sealed record ClientOidc
{
    public required string Authority { get; init; }

    public required string ClientId { get; init; }

    public required string Scope { get; init; }

    /// <summary>What some providers have to be asked for, so that the token is one for this platform.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Audience { get; init; }

    /// <summary>What the provider is called on the page.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }
}

/// <summary>The caller as the gateway reads the token; <see cref="Id"/> is <c>userId</c> in events.</summary>
internal sealed record ClientUser
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>What they may do.</summary>
    public required Role Role { get; init; }
}

/// <summary>Limits that a page can hold before the gateway has to.</summary>
internal sealed record ClientLimits
{
    public required int MaxMessageLength { get; init; }

    public required int MessagesPerMinute { get; init; }
}
