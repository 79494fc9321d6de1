using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Services.Contracts.Grants;
using Services.Contracts.Guardrails;
using Services.Contracts.Json;
using Services.Contracts.Topology;

namespace Services.Guardrails.Verdicts;

/// <summary><c>POST /verdicts/input</c> and <c>POST /verdicts/output</c>.</summary>
internal static class VerdictEndpoints
{
    public static void MapVerdicts(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/verdicts");
        group
            .MapPost("/input", CheckInput)
            .RequireGrant<GuardrailRequest, Grant>(Grant.Of, ContractsJson.Default.Grant)
            .RequirePeer(ServiceNames.Orchestrator);
        group
            .MapPost("/output", CheckOutput)
            .RequireGrant<GuardrailRequest, Grant>(Grant.Of, ContractsJson.Default.Grant)
            .RequirePeer(ServiceNames.Orchestrator, ServiceNames.Evals);
    }

    private static Results<Ok<Verdict>, ValidationProblem> CheckInput(
        GuardrailRequest request,
        InputGuard guard,
        GuardrailTelemetry telemetry,
        IOptions<GuardrailOptions> options
    ) =>
        Problem(request, options.Value) is { } problem
            ? problem
            : TypedResults.Ok(telemetry.Observe(GuardrailStage.Input, request, guard.Check));

    private static Results<Ok<Verdict>, ValidationProblem> CheckOutput(
        GuardrailRequest request,
        OutputGuard guard,
        GuardrailTelemetry telemetry,
        IOptions<GuardrailOptions> options
    ) =>
        Problem(request, options.Value) is { } problem
            ? problem
            : TypedResults.Ok(telemetry.Observe(GuardrailStage.Output, request, guard.Check));

    /// <summary>What JSON lets through and the contract does not; members that are left out are null.</summary>
    private static ValidationProblem? Problem(GuardrailRequest request, GuardrailOptions options)
    {
        if (request.Text is null || request.Text.Length > options.MaxTextLength)
        {
            return Invalid("text", $"Must be a string of at most {options.MaxTextLength} characters.");
        }

        return request.Grounding?.Contains(null!) == true ? Invalid("grounding", "Must be a list of strings.") : null;
    }

    private static ValidationProblem Invalid(string member, string message) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [member] = [message] });
}
