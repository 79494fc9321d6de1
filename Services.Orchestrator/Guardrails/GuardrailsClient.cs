using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Polly;
using Services.Contracts;
using Services.Contracts.Guardrails;
using Services.Contracts.Json;
using Services.Orchestrator.Resilience;

namespace Services.Orchestrator.Guardrails;

/// <inheritdoc/>
internal sealed partial class GuardrailsClient : IGuardrails
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

    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;
    private readonly ILogger<GuardrailsClient> _logger;
    private readonly ResiliencePipeline _retries;

    public GuardrailsClient(HttpClient http, IOptions<GuardrailsOptions> options, TimeProvider time, ILogger<GuardrailsClient> logger)
    {
        _http = http;
        _timeout = options.Value.Timeout;
        _time = time;
        _logger = logger;
        _retries = Retries.Create(options.Value.Attempts, options.Value.RetryDelay, time, IsFault, (e, _) => LogFailed(e));
    }

    public Task<Verdict> CheckInputAsync(GuardrailRequest request, CancellationToken cancellationToken) =>
        CheckAsync("verdicts/input", request, cancellationToken);

    public Task<Verdict> CheckOutputAsync(GuardrailRequest request, CancellationToken cancellationToken) =>
        CheckAsync("verdicts/output", request, cancellationToken);

    private async Task<Verdict> CheckAsync(string path, GuardrailRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await _retries.ExecuteAsync(async token => await AskAsync(path, request, token), cancellationToken);
        }
        catch (Exception e) when (IsFault(e) && !cancellationToken.IsCancellationRequested)
        {
            LogUnavailable(e, path);
            return Unavailable;
        }
    }

    private async Task<Verdict> AskAsync(string path, GuardrailRequest request, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var response = await _http.PostAsJsonAsync(path, request, ContractsJson.Default.GuardrailRequest, either.Token);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync(ContractsJson.Default.Verdict, either.Token)
            ?? throw new JsonException("The verdict is null.");
    }

    /// <summary>
    /// Whatever goes wrong on the way to a verdict, resilience handlers' own exceptions included: without a verdict nothing passes.
    /// </summary>
    private static bool IsFault(Exception e) => e is not (OutOfMemoryException or ArgumentException);

    [LoggerMessage(LogLevel.Warning, "The guardrails gave no verdict; asking again.")]
    private partial void LogFailed(Exception e);

    [LoggerMessage(LogLevel.Error, "The guardrails gave no verdict at {Path} within the attempts; the text is blocked.")]
    private partial void LogUnavailable(Exception e, string path);
}
