using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Services.Contracts.Json;
using Services.Contracts.Turns;

namespace Services.Orchestrator.Turns;

/// <summary>Reads turns as they stand in queues.</summary>
internal static class QueuedTurn
{
    /// <summary>False for what is no turn; the fault says why, in one sentence.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out TurnMessage? turn, [NotNullWhen(false)] out string? fault)
    {
        try
        {
            turn = JsonSerializer.Deserialize(body.Span, ContractsJson.Default.TurnMessage);
            fault = turn is null ? "The message cannot be decoded: it is null." : null;
            return turn is not null;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            (turn, fault) = (null, $"The message cannot be decoded: {e.Message}");
            return false;
        }
    }
}
