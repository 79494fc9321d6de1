namespace Aspire.Hosting.Testing;

internal sealed class TestingBuilder(DistributedApplicationOptions options, EntryPointCapture? capture)
    : DistributedApplicationBuilder(options, underTest: true), IDistributedApplicationTestingBuilder
{
    private DistributedApplication? _application;

    public override DistributedApplication Build()
    {
        capture?.BuilderIsComplete(this);
        return _application = base.Build();
    }

    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) => Task.FromResult(Build());

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        if (_application is { } application)
        {
            await application.DisposeAsync();
        }

        Local.Dispose();
    }
}
