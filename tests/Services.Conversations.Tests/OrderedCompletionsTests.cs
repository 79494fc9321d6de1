using Services.Conversations.EventLog;

namespace Services.Conversations.Tests;

public sealed class OrderedCompletionsTests
{
    private readonly List<TaskCompletionSource<int>> _answers = [];

    [Fact]
    public async Task Run_AnswersInAnyOrder_CompletesInTheOrderOfTheCalls()
    {
        await using var completions = new OrderedCompletions<int>(3);
        var seen = new List<int>();
        var followers = Enumerable.Range(0, 3).Select(_ => FollowAsync(completions.RunAsync(Ask), seen)).ToList();

        _answers[2].SetResult(2);
        _answers[1].SetResult(1);
        Assert.Empty(seen);
        _answers[0].SetResult(0);
        await Task.WhenAll(followers);

        Assert.Equal([0, 1, 2], seen);
    }

    [Fact]
    public async Task Run_AsManyAsMayBeAreUnderWay_RefusesWithoutMakingTheCall()
    {
        await using var completions = new OrderedCompletions<int>(2);
        var first = completions.RunAsync(Ask);
        var second = completions.RunAsync(Ask);

        // The second is answered, and holds its place as long as it is not complete.
        _answers[1].SetResult(1);
        await Assert.ThrowsAsync<EventLogUnavailableException>(() => completions.RunAsync(Ask));
        Assert.Equal(2, _answers.Count);

        _answers[0].SetResult(0);
        Assert.Equal((0, 1), (await first, await second));
        var third = completions.RunAsync(Ask);
        _answers[2].SetResult(2);
        Assert.Equal(2, await third);
    }

    [Fact]
    public async Task Run_ACallFails_ItsCallerHearsItAndTheNextCompletes()
    {
        await using var completions = new OrderedCompletions<int>(2);
        var failing = completions.RunAsync(Ask);
        var next = completions.RunAsync(Ask);

        _answers[0].SetException(new InvalidDataException());
        _answers[1].SetResult(1);

        await Assert.ThrowsAsync<InvalidDataException>(() => failing);
        Assert.Equal(1, await next);
    }

    [Fact]
    public async Task Dispose_CallsUnderWay_WaitsForThemAndTakesNoMore()
    {
        var completions = new OrderedCompletions<int>(1);
        var call = completions.RunAsync(Ask);

        var disposed = completions.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => completions.RunAsync(Ask));
        Assert.False(disposed.IsCompleted);
        _answers[0].SetResult(0);

        await disposed;
        Assert.Equal(0, await call);
        Assert.Single(_answers);
    }

    private static async Task FollowAsync(Task<int> call, List<int> seen) => seen.Add(await call);

    private Task<int> Ask()
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _answers.Add(answer);
        return answer.Task;
    }
}
