using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Services.Contracts.Agents;
using Services.Contracts.Guardrails;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Switchboard.Testing.Peers;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>Agents and guardrails over real HTTP that do what a test says, bad behaviour included.</summary>
internal sealed class ScriptedPeers : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<SessionId, Script> _scripts = new();

    private ScriptedPeers(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    public static async Task<ScriptedPeers> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(TestPeer.Accepted);
        builder.AddPeerAuthentication("agents");
        var app = builder.Build();
        var peers = new ScriptedPeers(app);
        app.MapPost("/triage", peers.TriageAsync).RequirePeer("orchestrator");
        app.MapPost("/agents/{name}/runs", peers.RunAsync).RequirePeer("orchestrator");
        app.MapPost("/verdicts/{side}", peers.CheckAsync).AllowAnonymous();
        await app.StartAsync();
        peers.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return peers;
    }

    /// <summary>What happens in a session.</summary>
    public Script For(SessionId session) => _scripts.GetOrAdd(session, _ => new Script());

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TriageAsync(HttpContext context)
    {
        var request = await context.Request.ReadFromJsonAsync(ContractsJson.Default.TriageRequest);
        var result = new TriageResult
        {
            Agent = request!.PreviousAgent ?? AgentNames.Order,
            Intent = "order_status",
            Confidence = 0.9,
        };
        await context.Response.WriteAsJsonAsync(result, ContractsJson.Default.TriageResult);
    }

    private async Task RunAsync(string name, HttpContext context)
    {
        var request = (await context.Request.ReadFromJsonAsync(ContractsJson.Default.AgentRunRequest))!;
        var script = For(request.SessionId);
        script.Tokens.Enqueue(TokenOf(context));
        script.Runs.Add(request);
        context.Response.ContentType = "application/x-ndjson";
        try
        {
            await script.OnRun(request, new RunWriter(context, name));
        }
        catch (OperationCanceledException)
        {
            script.Aborted.TrySetResult();
        }
    }

    private static JsonWebToken TokenOf(HttpContext context) => new(context.Request.Headers.Authorization.ToString()["Bearer ".Length..]);

    private async Task CheckAsync(string side, HttpContext context)
    {
        var request = (await context.Request.ReadFromJsonAsync(ContractsJson.Default.GuardrailRequest))!;
        var script = For(request.SessionId!.Value);
        script.Tokens.Enqueue(TokenOf(context));
        script.Checked.Enqueue((side, request));
        var verdict = (side == "input" ? script.OnInput : script.OnOutput)(request);
        if (verdict is null)
        {
            context.Response.StatusCode = 503;
        }
        else
        {
            await context.Response.WriteAsJsonAsync(verdict, ContractsJson.Default.Verdict);
        }
    }
}

/// <summary>One session's peers.</summary>
internal sealed class Script
{
    public BlockingList<AgentRunRequest> Runs { get; } = new();

    /// <summary>What the orchestrator has shown, as it came: first for the input, and so on.</summary>
    public ConcurrentQueue<JsonWebToken> Tokens { get; } = new();

    public ConcurrentQueue<(string Side, GuardrailRequest Request)> Checked { get; } = new();

    /// <summary>Completes when a run was aborted by its caller.</summary>
    public TaskCompletionSource Aborted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Func<AgentRunRequest, RunWriter, Task> OnRun { get; set; } =
        (_, run) => run.ReplyAsync("Your order is on its way. ", "It arrives tomorrow.");

    /// <summary>Null answers with 503.</summary>
    public Func<GuardrailRequest, Verdict?> OnInput { get; set; } = Verdicts.Allow;

    public Func<GuardrailRequest, Verdict?> OnOutput { get; set; } = Verdicts.Allow;
}

/// <summary>What a scripted agent does.</summary>
internal sealed class RunWriter(HttpContext context, string agent)
{
    public string Agent { get; } = agent;

    public CancellationToken Aborted => context.RequestAborted;

    public async Task SendAsync(AgentUpdate update)
    {
        await context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(update, ContractsJson.Default.AgentUpdate), Aborted);
        await context.Response.Body.WriteAsync("\n"u8.ToArray(), Aborted);
        await context.Response.Body.FlushAsync(Aborted);
    }

    public async Task SayAsync(string text)
    {
        foreach (var word in text.Split(' ').Select((word, i) => i == 0 ? word : " " + word).Where(word => word.Length > 0))
        {
            await SendAsync(new TextDelta(word));
        }
    }

    public async Task ReplyAsync(params string[] texts)
    {
        foreach (var text in texts)
        {
            await SayAsync(text);
        }

        await CompleteAsync();
    }

    public Task CompleteAsync() =>
        SendAsync(
            new RunCompleted
            {
                Model = "offline",
                InputTokens = 10,
                OutputTokens = 5,
                Citations =
                [
                    new Citation
                    {
                        Kind = "tool",
                        Source = "get_order_details",
                        Reference = "#W1",
                    },
                ],
            }
        );

    /// <summary>Cuts the connection in the middle of the run.</summary>
    public void Die() => context.Abort();

    public Task HangAsync() => Task.Delay(Timeout.Infinite, Aborted);
}

/// <summary>A list that several threads add to.</summary>
internal sealed class BlockingList<T>
{
    private readonly List<T> _items = [];

    public IReadOnlyList<T> All
    {
        get
        {
            lock (_items)
            {
                return [.. _items];
            }
        }
    }

    public void Add(T item)
    {
        lock (_items)
        {
            _items.Add(item);
        }
    }
}
