using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Services.Contracts;
using Services.Contracts.Guardrails;
using Services.Contracts.Json;

namespace Services.Orchestrator.Guardrails;

/// <inheritdoc/>
internal sealed partial class GuardrailsClient(
    HttpClient http,
    IOptions<GuardrailsOptions> options,
    TimeProvider time,
    ILogger<GuardrailsClient> logger
) : IGuardrails
{
    private static readonly Verdict Unavailable = new()
    {
        Action = VerdictAction.Block,
        Text = "",
        Findings =
        [
            new Finding
            {
                Category = GuardrailCategories.Unavailable,
                Rule = ErrorCodes.GuardrailsUnavailable,
                Start = 0,
                Length = 0,
            },
        ],
        Reason =
            $"The safety checks cannot be reached right now, so nothing is let through ({ErrorCodes.GuardrailsUnavailable}). "
            + $"Please try again in a moment.",
    };

    public Task<Verdict> JudgeInputAsync(GuardrailRequest request, CancellationToken cancellationToken) =>
        JudgeAsync("verdicts/input", request, cancellationToken);

    public Task<Verdict> JudgeOutputAsync(GuardrailRequest request, CancellationToken cancellationToken) =>
        JudgeAsync("verdicts/output", request, cancellationToken);

    private async Task<Verdict> JudgeAsync(string path, GuardrailRequest request, CancellationToken cancellationToken)
    {
        var settings = options.Value;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await AskAsync(path, request, cancellationToken);
            }
            catch (Exception e) when (IsFault(e) && !cancellationToken.IsCancellationRequested)
            {
                LogFailed(e, path, attempt);
                if (attempt >= settings.Attempts)
                {
                    return Unavailable;
                }

                await Task.Delay(
                    settings.RetryDelay * Math.Pow(2, attempt - 1) * (1 + (Random.Shared.NextDouble() / 4)),
                    time,
                    cancellationToken
                );
            }
        }
    }

    private async Task<Verdict> AskAsync(string path, GuardrailRequest request, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var response = await http.PostAsJsonAsync(path, request, ContractsJson.Default.GuardrailRequest, either.Token);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync(ContractsJson.Default.Verdict, either.Token)
            ?? throw new JsonException("The verdict is null.");
    }

    /// <summary>
    /// Whatever goes wrong on the way to a verdict, resilience handlers' own exceptions included: without a verdict nothing passes.
    /// </summary>
    private static bool IsFault(Exception e) => e is not (OutOfMemoryException or ArgumentException);

    [LoggerMessage(LogLevel.Warning, "Guardrails gave no verdict at {Path}, attempt {Attempt}.")]
    private partial void LogFailed(Exception e, string path, int attempt);
}
