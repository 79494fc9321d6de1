using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Services.Contracts.Agents;
using Services.Contracts.Grants;
using Services.Contracts.Json;

namespace Services.Orchestrator.Agents;

/// <inheritdoc/>
internal sealed class AgentsClient(HttpClient http, IOptions<AgentsOptions> options, TimeProvider time) : IAgents
{
    public async Task<TriageResult> TriageAsync(TriageRequest request, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Value.TriageTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, "triage")
            {
                Content = JsonContent.Create(request, ContractsJson.Default.TriageRequest),
            }.WithGrant(Grant.Of(request), ContractsJson.Default.Grant);
            using var response = await http.SendAsync(message, either.Token);
            EnsureSuccess(response, "triage");
            var result =
                await response.Content.ReadFromJsonAsync(ContractsJson.Default.TriageResult, either.Token)
                ?? throw new JsonException("The result is null.");
            return AgentNames.All.Contains(result.Agent)
                ? result
                : throw new AgentUnavailableException($"The router chose '{result.Agent}', which is no agent.", retryable: false);
        }
        catch (Exception e) when (IsFault(e) && !cancellationToken.IsCancellationRequested)
        {
            throw new AgentUnavailableException($"The router could not be asked: {e.Message}", retryable: true, e);
        }
    }

    public async IAsyncEnumerable<AgentUpdate> RunAsync(
        string agent,
        AgentRunRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var idle = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(_ => idle.Cancel(), null, options.Value.IdleTimeout, Timeout.InfiniteTimeSpan);
        using var response = await Guarded(() => StartAsync(agent, request, idle.Token), cancellationToken);
        await using var stream = await Guarded(() => response.Content.ReadAsStreamAsync(idle.Token), cancellationToken);
        await using var updates = NdjsonReader
            .ReadAsync(stream, ContractsJson.Default.AgentUpdate, idle.Token)
            .GetAsyncEnumerator(CancellationToken.None);
        while (await Guarded(() => updates.MoveNextAsync().AsTask(), cancellationToken))
        {
            timer.Change(options.Value.IdleTimeout, Timeout.InfiniteTimeSpan);
            yield return updates.Current;
            if (updates.Current is RunCompleted or RunFailed)
            {
                yield break;
            }
        }

        throw new AgentUnavailableException("The run broke off before its end.", retryable: true);
    }

    private async Task<HttpResponseMessage> StartAsync(string agent, AgentRunRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, $"agents/{Uri.EscapeDataString(agent)}/runs")
        {
            Content = JsonContent.Create(request, ContractsJson.Default.AgentRunRequest),
        }.WithGrant(Grant.Of(request), ContractsJson.Default.Grant);
        var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        try
        {
            EnsureSuccess(response, agent);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static void EnsureSuccess(HttpResponseMessage response, string what)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var retryable =
            response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)response.StatusCode >= 500;
        throw new AgentUnavailableException($"The agents service answered '{what}' with {(int)response.StatusCode}.", retryable);
    }

    private static async Task<T> Guarded<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (IsFault(e) && !cancellationToken.IsCancellationRequested)
        {
            throw new AgentUnavailableException($"The run broke off: {e.Message}", retryable: true, e);
        }
    }

    /// <summary>
    /// Faults of the way there and back, resilience handlers' own exceptions included; an own timeout arrives as a cancellation.
    /// </summary>
    private static bool IsFault(Exception e) => e is not (AgentUnavailableException or OutOfMemoryException or ArgumentException);
}
