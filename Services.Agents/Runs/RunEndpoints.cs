using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ServiceDefaults.Streaming;
using Services.Agents.Catalog;
using Services.Agents.Routing;
using Services.Contracts.Agents;
using Services.Contracts.Grants;
using Services.Contracts.Json;
using Services.Contracts.Topology;

namespace Services.Agents.Runs;

/// <summary>Routing and runs over HTTP.</summary>
internal static partial class RunEndpoints
{
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    public static void MapRuns(this WebApplication app)
    {
        app.MapPost("/triage", ClassifyAsync)
            .RequireGrant<TriageRequest, Grant>(Grant.Of, ContractsJson.Default.Grant)
            .RequirePeer(ServiceNames.Orchestrator);
        app.MapPost("/agents/{name}/runs", RunAsync)
            .RequireGrant<AgentRunRequest, Grant>(Grant.Of, ContractsJson.Default.Grant)
            .RequirePeer(ServiceNames.Orchestrator);
    }

    private static async Task<Results<Ok<TriageResult>, ProblemHttpResult>> ClassifyAsync(
        TriageRequest request,
        [FromServices] ITriage triage,
        CancellationToken cancellationToken
    ) =>
        request.Messages.Count == 0
            ? TypedResults.Problem("messages must not be empty.", statusCode: StatusCodes.Status400BadRequest)
            : TypedResults.Ok(await triage.ClassifyAsync(request, cancellationToken));

    /// <summary>Streams one update a line and flushes each. A client that goes away ends the run.</summary>
    private static async Task RunAsync(
        string name,
        AgentRunRequest request,
        AgentCatalog agents,
        AgentRunner runner,
        ILogger<AgentRunner> logger,
        HttpContext context
    )
    {
        var cancellationToken = context.RequestAborted;
        if (Problem(name, request, agents) is { } problem)
        {
            await problem.ExecuteAsync(context);
            return;
        }

        agents.TryGet(name, out var definition, out var agent);
        StreamedResponse.BeginLines(context.Response);
        try
        {
            await foreach (var update in runner.RunAsync(definition, agent, request, cancellationToken))
            {
                await WriteAsync(context.Response, update, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogCancelled(logger, name, request.TurnId.ToString());
        }
        catch (Exception exception)
        {
            LogFailed(logger, exception, name, request.TurnId.ToString());
            await WriteAsync(context.Response, RunFailures.From(exception), cancellationToken);
        }
    }

    private static ProblemHttpResult? Problem(string name, AgentRunRequest request, AgentCatalog agents)
    {
        if (!agents.TryGet(name, out _, out _))
        {
            return TypedResults.Problem($"There is no agent '{name}'.", statusCode: StatusCodes.Status404NotFound);
        }

        if (request.Messages.Count == 0)
        {
            return TypedResults.Problem("messages must not be empty.", statusCode: StatusCodes.Status400BadRequest);
        }

        return string.IsNullOrWhiteSpace(request.IdempotencyScope)
            ? TypedResults.Problem("idempotencyScope must not be empty.", statusCode: StatusCodes.Status400BadRequest)
            : null;
    }

    private static async Task WriteAsync(HttpResponse response, AgentUpdate update, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(update, Info), cancellationToken);
        await response.Body.WriteAsync(NewLine, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }

    private static JsonTypeInfo<AgentUpdate> Info => ContractsJson.Default.AgentUpdate;

    [LoggerMessage(1, LogLevel.Information, "The run of {Agent} for turn {Turn} was cancelled by its client")]
    private static partial void LogCancelled(ILogger logger, string agent, string turn);

    [LoggerMessage(2, LogLevel.Error, "The run of {Agent} for turn {Turn} failed")]
    private static partial void LogFailed(ILogger logger, Exception exception, string agent, string turn);
}
