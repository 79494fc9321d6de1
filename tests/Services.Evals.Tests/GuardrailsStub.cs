using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Services.Contracts.Guardrails;
using Services.Contracts.Json;

namespace Services.Evals.Tests;

/// <summary>Guardrails on a port of their own that give the verdict they are told to.</summary>
internal sealed class GuardrailsStub : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GuardrailsStub(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>What was asked last.</summary>
    public GuardrailRequest? Last { get; private set; }

    public VerdictAction Answer { get; set; } = VerdictAction.Allow;

    public static async Task<GuardrailsStub> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var stub = new GuardrailsStub(app);
        app.MapPost("/verdicts/output", stub.CheckAsync);
        await app.StartAsync(cancellationToken);
        return stub;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task CheckAsync(HttpContext context)
    {
        Last = await JsonSerializer.DeserializeAsync(context.Request.Body, ContractsJson.Default.GuardrailRequest, context.RequestAborted);
        var verdict = new Verdict { Action = Answer, Text = Last!.Text };
        await context.Response.WriteAsJsonAsync(verdict, ContractsJson.Default.Verdict, cancellationToken: context.RequestAborted);
    }
}
