using System.Text.Json;
using Services.Contracts.Agents;
using Services.Contracts.Ids;
using Services.Contracts.Turns;
using Services.Evals.Evaluators;

namespace Services.Evals.Tests;

/// <summary>Finished turns made by hand.</summary>
internal static class Turns
{
    public const string Order = """
        {"order_id":"#W1000101","user_id":"nora_lindgren_1001","status":"pending","address":{"city":"Madison"},
         "items":[{"name":"Merino Sweater","item_id":"1234567890","price":89.5,"options":{"colour":"navy"}},{"name":"Desk Lamp","item_id":"2345678901","price":84.25}],
         "payment_history":[{"transaction_type":"payment","amount":173.75,"payment_method_id":"credit_card_1001"}],"ordered_at":"2025-03-04T10:00:00Z"}
        """;

    public static EvaluatedTurn Of(string question, string answer, params (string Tool, string Result)[] tools) =>
        With(question, answer, [], tools);

    public static EvaluatedTurn With(
        string question,
        string answer,
        IReadOnlyList<string> history,
        params (string Tool, string Result)[] tools
    ) =>
        new(
            new TurnCompleted
            {
                SessionId = SessionId.New(),
                TurnId = TurnId.New(),
                Outcome = TurnOutcome.Completed,
                Question = question,
                Answer = answer,
                Agent = AgentNames.Order,
                Tools = [.. tools.Select(static (t, i) => Exchange(t.Tool, t.Result, $"call-{i}"))],
                DurationMs = 100,
                CompletedAt = DateTimeOffset.UnixEpoch,
            },
            history
        );

    private static ToolExchange Exchange(string tool, string result, string id) =>
        new()
        {
            Call = new ToolCall
            {
                CallId = id,
                Name = tool,
                Arguments = Json("{}"),
            },
            Result = new ToolResult
            {
                CallId = id,
                Name = tool,
                Result = Json(result),
            },
        };

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
