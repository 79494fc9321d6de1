using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Services.Agents.Models;
using Services.Agents.Models.Providers;
using Services.Agents.Tests.Support;

namespace Services.Agents.Tests.Models;

/// <summary>Providers that fail.</summary>
public sealed class FallbackChatClientTests
{
    private static readonly ChatMessage[] Question = [new(ChatRole.User, "Hello")];

    [Fact]
    public async Task GetStreamingResponse_FirstFailsAtOnce_TheNextAnswers()
    {
        using var client = Client(new BrokenModel(wordsBefore: 0), new ScriptedModel(ScriptedModel.Says("Here I am.")));

        Assert.Equal("Here I am.", (await client.GetStreamingResponseAsync(Question).ToChatResponseAsync()).Text);
    }

    [Fact]
    public async Task GetResponse_FirstFails_TheNextAnswers()
    {
        using var client = Client(new BrokenModel(wordsBefore: 0), new ScriptedModel(ScriptedModel.Says("Here I am.")));

        Assert.Equal("Here I am.", (await client.GetResponseAsync(Question)).Text);
    }

    [Fact]
    public async Task GetStreamingResponse_FirstFailsInTheMiddle_TheFailureIsTheCallers()
    {
        var second = new ScriptedModel(ScriptedModel.Says("never"));
        using var client = Client(new BrokenModel(wordsBefore: 2), second);

        await Assert.ThrowsAsync<HttpRequestException>(async () => await client.GetStreamingResponseAsync(Question).ToChatResponseAsync());

        Assert.Empty(second.Requests);
    }

    [Fact]
    public async Task GetStreamingResponse_AllFail_SaysWhichWereTried()
    {
        using var client = Client(new BrokenModel(wordsBefore: 0), new BrokenModel(wordsBefore: 0));

        var exception = await Assert.ThrowsAsync<ModelUnavailableException>(async () =>
            await client.GetStreamingResponseAsync(Question).ToChatResponseAsync()
        );

        Assert.Contains("model-0, model-1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetStreamingResponse_NothingWithinTheFirstTokenTimeout_TheNextAnswers()
    {
        using var client = Client(new ImpatientTime(), new SilentModel(), new ScriptedModel(ScriptedModel.Says("Here I am.")));

        Assert.Equal("Here I am.", (await client.GetStreamingResponseAsync(Question).ToChatResponseAsync()).Text);
    }

    [Fact]
    public async Task GetStreamingResponse_CallerCancels_TriesNobodyElse()
    {
        var second = new ScriptedModel(ScriptedModel.Says("never"));
        using var client = Client(new SilentModel(), second);
        using var cancellation = new CancellationTokenSource();

        var asked = client.GetStreamingResponseAsync(Question, cancellationToken: cancellation.Token).ToChatResponseAsync();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Empty(second.Requests);
    }

    private static FallbackChatClient Client(params IChatClient[] models) => Client(TimeProvider.System, models);

    private static FallbackChatClient Client(TimeProvider time, params IChatClient[] models) =>
        new(
            [
                .. models.Select(
                    (model, index) =>
                        new ModelCandidate($"model-{index}", new ModelProviderOptions(), model, Circuit(new ModelProviderOptions(), time))
                ),
            ],
            time,
            NullLogger<FallbackChatClient>.Instance
        );

    private static ModelCircuit Circuit(ModelProviderOptions options, TimeProvider time) =>
        new("model", options, new ModelMetrics(TestMeters.Create()), time, NullLogger<FallbackChatClient>.Instance);

    /// <summary>Every timer is due at once.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
    }

    private sealed class BrokenModel(int wordsBefore) : TestModel
    {
        public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default
        )
        {
            for (var i = 0; i < wordsBefore; i++)
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, "word ");
            }

            await Task.Yield();
            throw new HttpRequestException("The connection broke.");
        }
    }

    private sealed class SilentModel : TestModel
    {
        public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            [EnumeratorCancellation] CancellationToken cancellationToken = default
        )
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            yield break;
        }
    }

    private abstract class TestModel : IChatClient
    {
        public async Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        ) => await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public abstract IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        );

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose() { }
    }
}
