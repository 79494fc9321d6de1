using Services.Contracts.Guardrails;

namespace Services.Guardrails.Verdicts;

/// <summary>
/// Checks one text on each side before the service is ready, so that no user waits for code to be compiled and weights to be read.
/// </summary>
internal sealed class GuardrailWarmUp(InputGuard input, OutputGuard output) : IHostedService
{
    private static readonly GuardrailRequest Sample = new()
    {
        Text = "Where is my order #W1234567? My e-mail is nora@example.com, my card 4111 1111 1111 1111.",
    };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        input.Check(Sample);
        output.Check(Sample);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
