using System.Text.Json;

namespace Turns.Bench.Clients;

/// <summary>The reply that a customer waits for; a session has one at a time.</summary>
internal sealed class PendingReply(string sessionId)
{
    private readonly TaskCompletionSource<ReplyEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? _firstChunkAt;

    /// <summary>How it ended.</summary>
    public Task<ReplyEnd> End => _end.Task;

    /// <summary>Takes an event of the connection; what is of other sessions is passed over.</summary>
    public void Take(Arrival arrival)
    {
        var name = arrival.Packet.Name;
        if (name is not ("message:chunk" or "message:complete" or "message:blocked" or "message:error"))
        {
            return;
        }

        var payload = arrival.Packet.Argument;
        if (Text(payload, "sessionId") != sessionId)
        {
            return;
        }

        if (name == "message:chunk")
        {
            _firstChunkAt ??= arrival.At;
        }
        else
        {
            _end.TrySetResult(new ReplyEnd(_firstChunkAt, arrival.At, Failure(name, payload)));
        }
    }

    private static string? Failure(string name, JsonElement payload) =>
        name switch
        {
            "message:blocked" => $"blocked {Text(payload, "reason")}",
            "message:error" => $"error {Text(payload, "error")}",
            _ => null,
        };

    private static string? Text(JsonElement payload, string member) =>
        payload.TryGetProperty(member, out var value) ? value.GetString() : null;
}

/// <summary>The end of a reply; times in ticks of the stopwatch.</summary>
/// <param name="FirstChunkAt">Null if it had none.</param>
/// <param name="At">When it ended.</param>
/// <param name="Failure">Null if it is complete.</param>
internal sealed record ReplyEnd(long? FirstChunkAt, long At, string? Failure);
