using System.Text.Json;
using Chaos.Audit;

namespace Chaos.Clients;

/// <summary>Reads events of the platform.</summary>
internal static class Payload
{
    /// <summary>An event of the session dialect.</summary>
    public static Seen Read(string name, JsonElement payload) =>
        new(name)
        {
            Seq = Number(payload, "seq"),
            MessageId = Text(payload, "messageId"),
            ReplyTo = Text(payload, "replyTo"),
            ClientMessageId = Text(payload, "clientMessageId"),
            ApprovalId = Text(payload, "approvalId") ?? Text(Member(payload, "metadata"), "approvalId"),
            ChunkIndex = (int?)Number(payload, "chunkIndex"),
            Content = Text(payload, "content") ?? Text(payload, "reason") ?? Text(payload, "message"),
            Code = Text(payload, "outcome") ?? Text(payload, "error"),
            From = Number(payload, "from"),
            IsInterrupted =
                Member(payload, "metadata") is { ValueKind: JsonValueKind.Object } metadata
                && Member(metadata, "interrupted").ValueKind == JsonValueKind.True,
        };

    /// <summary>A frame of the room WebSocket.</summary>
    public static Seen ReadFrame(JsonElement frame)
    {
        var seen = Read(Text(frame, "type") ?? "", frame);
        return seen.Name switch
        {
            "ai_chunk" => seen with { Name = "message:chunk" },
            "ai_response" => seen with { Name = "message:complete" },
            "message" => seen with { Name = "message:user" },
            "session_gap" => seen with { Name = "session:gap", From = seen.Seq, Seq = null },
            "error" when seen.MessageId is not null && Text(frame, "reason") is { } reason => seen with
            {
                Name = "message:blocked",
                Content = reason,
            },
            "error" when seen.MessageId is not null => seen with { Name = "message:error", Code = Text(frame, "code") },
            "error" => seen with { Code = Text(frame, "code") },
            "ack" => seen with { ReplyTo = Text(frame, "replyId") },
            _ => seen,
        };
    }

    public static string? Text(JsonElement payload, string member) =>
        Member(payload, member) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static JsonElement Member(JsonElement payload, string member) =>
        payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty(member, out var value) ? value : default;

    private static long? Number(JsonElement payload, string member) =>
        Member(payload, member) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;
}
