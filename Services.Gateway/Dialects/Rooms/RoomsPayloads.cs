namespace Services.Gateway.Dialects.Rooms;

/// <summary><c>send_message</c>.</summary>
internal sealed record RoomsSendMessageRequest
{
    public string? Content { get; init; }

    public string? RoomId { get; init; }

    /// <summary>True to have the platform answer.</summary>
    public bool UseAi { get; init; }

    /// <summary>Makes sending again safe, as in the session dialect.</summary>
    public string? ClientMessageId { get; init; }
}

/// <summary><c>new_message</c> and <c>message_sent</c>.</summary>
internal sealed record RoomsMessage
{
    /// <summary>Who wrote it; <c>assistant</c> for the platform.</summary>
    public required string UserId { get; init; }

    public required string Content { get; init; }

    public required DateTime Timestamp { get; init; }

    public required bool IsAi { get; init; }

    public string? ClientMessageId { get; init; }
}

/// <summary><c>joined_room</c>.</summary>
internal sealed record JoinedRoomResponse
{
    public required string RoomId { get; init; }

    /// <summary>Some of those who are there.</summary>
    public required IReadOnlyList<string> Users { get; init; }
}

/// <summary><c>user_joined</c>, <c>user_left</c>, <c>user_typing</c>, <c>user_stop_typing</c>.</summary>
internal sealed record RoomsUser(string UserId);

/// <summary><c>error</c> to a whole room.</summary>
internal sealed record RoomsError(string Message, string? Code);
