using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Polly;
using Services.Contracts;
using Services.Contracts.Grants;
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
            "The safety checks could not be reached, so this could not be answered. It is a fault of ours, and not of your message. "
            + "Please try again in a moment.",
    };

    private readonly HttpClient _http;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _timeout;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private readonly ILogger<GuardrailsClient> _logger;
    private readonly ResiliencePipeline _retries;

    public GuardrailsClient(HttpClient http, IOptions<GuardrailsOptions> options, TimeProvider time, ILogger<GuardrailsClient> logger)
    {
        _http = http;
        _timeout = options.Value.Timeout;
        _patience = options.Value.Patience;
        _time = time;
        _logger = logger;
        _retries = Retries.Create(int.MaxValue, options.Value.RetryDelay, time, IsFault, LogRetry, LongestDelay);
    }

    public Task<Verdict> CheckInputAsync(GuardrailRequest request, CancellationToken cancellationToken) =>
        CheckAsync("verdicts/input", request, cancellationToken);

    public Task<Verdict> CheckOutputAsync(GuardrailRequest request, CancellationToken cancellationToken) =>
        CheckAsync("verdicts/output", request, cancellationToken);

    private async Task<Verdict> CheckAsync(string path, GuardrailRequest request, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await _retries.ExecuteAsync(async token => await AskAsync(path, request, token), either.Token);
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
        using var message = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(request, ContractsJson.Default.GuardrailRequest),
        }.WithGrant(Grant.Of(request), ContractsJson.Default.Grant);
        using var response = await _http.SendAsync(message, either.Token);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync(ContractsJson.Default.Verdict, either.Token)
            ?? throw new JsonException("The verdict is null.");
    }

    /// <summary>
    /// Whatever goes wrong on the way to a verdict, resilience handlers' own exceptions included: without a verdict nothing passes.
    /// </summary>
    private static bool IsFault(Exception e) => e is not (OutOfMemoryException or ArgumentException);

    /// <summary>The first failure in a row is told; the others say nothing new.</summary>
    private void LogRetry(Exception e, int attempt)
    {
        if (attempt == 1)
        {
            LogFailed(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The guardrails gave no verdict; asking again until they do.")]
    private partial void LogFailed(Exception e);

    [LoggerMessage(LogLevel.Error, "The guardrails gave no verdict at {Path} in all that time; nothing is let through.")]
    private partial void LogUnavailable(Exception e, string path);
}
