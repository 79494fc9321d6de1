using Microsoft.AspNetCore.Http.HttpResults;
using Services.Contracts.Topology;
using Services.Messaging.DeadLetters;
using Services.Orchestrator.Turns;

namespace Services.Orchestrator.Operations;

/// <summary>What operators may ask of a worker.</summary>
internal static class OperationEndpoints
{
    public static void MapOrchestratorOperations(this WebApplication app)
    {
        var operations = app.MapOperatorGroup();
        operations.MapPost("/drain", DrainAsync).WithSummary("Ends what runs on this worker and takes no more turns");
        operations.MapPost("/resume", ResumeAsync).WithSummary("Takes turns again");
        operations.MapPost("/dead-letters/replay", ReplayAsync).WithSummary("Runs turns again that were given up");
    }

    /// <param name="drain">This worker's.</param>
    /// <param name="force">Also if it is the last worker.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    private static async Task<Results<NoContent, ProblemHttpResult>> DrainAsync(
        WorkerDrain drain,
        bool? force,
        CancellationToken cancellationToken
    ) =>
        await drain.DrainAsync(force ?? false, cancellationToken)
            ? TypedResults.NoContent()
            : TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict,
                title: "No other worker takes turns: they would wait until this one is resumed. It goes on."
            );

    private static async Task<NoContent> ResumeAsync(WorkerDrain drain, CancellationToken cancellationToken)
    {
        await drain.ResumeAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    /// <param name="replay">The queue of dead letters.</param>
    /// <param name="handler">Takes back that a turn was given up.</param>
    /// <param name="id">The turn's id, or that of another message; without it, all letters.</param>
    /// <param name="cancellationToken">Ends it between two letters.</param>
    private static Task<DeadLetterReplayResult> ReplayAsync(
        DeadLetterReplay replay,
        DeadLetterHandler handler,
        string? id,
        CancellationToken cancellationToken
    ) =>
        replay.RunAsync(
            id,
            (letter, token) =>
                letter.Exchange == BrokerNames.TurnsExchange
                    ? handler.ReviveAsync(letter.Body, letter.Replays + 1, token)
                    : Task.FromResult(true),
            cancellationToken
        );
}
