using Services.Orchestrator.Resilience;

namespace Services.Orchestrator.Tests.Resilience;

public sealed class RetriesTests
{
    private readonly List<int> _retried = [];
    private int _calls;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Execute_AlwaysTransient_ThrowsAfterThatManyAttempts(int attempts)
    {
        await Assert.ThrowsAsync<TimeoutException>(() => ExecuteAsync(attempts, new TimeoutException()));

        Assert.Equal(attempts, _calls);
        Assert.Equal(Enumerable.Range(1, attempts - 1), _retried);
    }

    [Fact]
    public async Task Execute_NotTransient_ThrowsAtOnce()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => ExecuteAsync(5, new InvalidOperationException()));

        Assert.Equal(1, _calls);
        Assert.Empty(_retried);
    }

    private Task ExecuteAsync(int attempts, Exception failure) =>
        Retries
            .Create(attempts, TimeSpan.Zero, TimeProvider.System, e => e is TimeoutException, (_, attempt) => _retried.Add(attempt))
            .ExecuteAsync(
                _ =>
                {
                    _calls++;
                    throw failure;
                },
                CancellationToken.None
            )
            .AsTask();
}
