using System.Text.Json.Serialization;
using Services.Contracts.Ids;

namespace Services.Gateway.Dialects.Workspace;

/// <summary><c>chat_message</c>.</summary>
internal sealed record ChatMessageRequest
{
    public string? Message { get; init; }

    [JsonPropertyName("session_id")]
    public string? SessionId { get; init; }

    [JsonPropertyName("workspace_id")]
    public string? WorkspaceId { get; init; }

    /// <summary><c>vector</c> or <c>graph</c>.</summary>
    [JsonPropertyName("rag_type")]
    public string? RagType { get; init; }

    /// <summary>Makes sending again safe, as in the session dialect.</summary>
    [JsonPropertyName("client_message_id")]
    public string? ClientMessageId { get; init; }
}

/// <summary>What is kept with a session that began in the workspace dialect.</summary>
internal sealed record WorkspaceMetadata
{
    [JsonPropertyName("workspace_id")]
    public string? WorkspaceId { get; init; }

    [JsonPropertyName("rag_type")]
    public string? RagType { get; init; }
}

/// <summary>The callback's answer to <c>chat_message</c> and <c>cancel_message</c>.</summary>
internal sealed record ChatResponse
{
    [JsonPropertyName("session_id")]
    public required SessionId SessionId { get; init; }

    /// <summary>The id that the reply will have.</summary>
    [JsonPropertyName("message_id")]
    public MessageId? MessageId { get; init; }
}

/// <summary><c>chat_chunk</c>.</summary>
internal sealed record ChatChunk
{
    [JsonPropertyName("session_id")]
    public required SessionId SessionId { get; init; }

    public required string Chunk { get; init; }

    /// <summary>Unix time in milliseconds.</summary>
    public required long Timestamp { get; init; }
}

/// <summary><c>chat_complete</c>.</summary>
internal sealed record ChatComplete
{
    [JsonPropertyName("session_id")]
    public required SessionId SessionId { get; init; }

    [JsonPropertyName("message_id")]
    public required MessageId MessageId { get; init; }

    /// <summary>The chunks, one after the other.</summary>
    [JsonPropertyName("full_response")]
    public required string FullResponse { get; init; }

    /// <summary>Unix time in milliseconds.</summary>
    public required long Timestamp { get; init; }
}

/// <summary><c>chat_error</c> and <c>error</c>.</summary>
internal sealed record ChatError
{
    [JsonPropertyName("session_id")]
    public string? SessionId { get; init; }

    public required string Message { get; init; }

    /// <summary><c>llm_error</c> when there is no reply, <c>server_error</c> when the request was not taken.</summary>
    [JsonPropertyName("error_type")]
    public required string ErrorType { get; init; }

    /// <summary>One of <see cref="Contracts.ErrorCodes"/>.</summary>
    public string? Code { get; init; }

    public long? RetryAfterMs { get; init; }

    /// <summary>Unix time in milliseconds.</summary>
    public required long Timestamp { get; init; }
}
