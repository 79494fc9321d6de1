using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Services.Agents.Models;
using Services.Agents.Models.Providers;
using Services.Agents.Runs;
using Services.Agents.Tests.Support;
using Services.Contracts;
using Services.Contracts.Agents;
using Services.Contracts.Telemetry;

namespace Services.Agents.Tests.Models;

/// <summary>A real server that takes requests and does not answer them.</summary>
public sealed class ModelCircuitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly ChatMessage[] Question = [new(ChatRole.User, "Hello")];

    [Fact]
    public async Task GetStreamingResponse_ProviderHangs_CostsItsPatienceTwiceAndIsThenRefusedAtOnce()
    {
        await using var vendor = await HangingVendor.StartAsync();
        using var models = Catalog(vendor, fallback: false);
        var opened = 0L;
        using var listener = Listen("switchboard.model.circuit_opens", value => Interlocked.Add(ref opened, value));

        for (var call = 0; call < 2; call++)
        {
            await Assert.ThrowsAsync<ModelUnavailableException>(() => AskAsync(models));
        }

        var asked = vendor.Requests;
        var clock = Stopwatch.StartNew();
        var refused = await Assert.ThrowsAsync<ModelUnavailableException>(() => AskAsync(models));

        Assert.True(clock.Elapsed < Patience / 2, clock.Elapsed.ToString());
        Assert.Equal(asked, vendor.Requests);
        Assert.Contains("hanging", refused.Message, StringComparison.Ordinal);
        Assert.Contains("not asked", refused.Message, StringComparison.Ordinal);
        Assert.Equal(
            (ErrorCodes.AgentUnavailable, true),
            RunFailures.From(refused) is RunFailed told ? (told.Code, told.Retryable) : default
        );
        Assert.Equal(1, Interlocked.Read(ref opened));
    }

    [Fact]
    public async Task GetStreamingResponse_ProviderHangsAndAnotherIsConfigured_TheOtherAnswersAtOnceFromThenOn()
    {
        await using var vendor = await HangingVendor.StartAsync();
        using var models = Catalog(vendor, fallback: true);
        await AskAsync(models);
        await AskAsync(models);

        var clock = Stopwatch.StartNew();
        var answer = await AskAsync(models);

        Assert.NotEmpty(answer);
        Assert.True(clock.Elapsed < Patience / 2, clock.Elapsed.ToString());
    }

    [Fact]
    public async Task GetStreamingResponse_ProviderAnswersAgain_IsAskedAgainAfterTheBreak()
    {
        await using var vendor = await HangingVendor.StartAsync();
        using var models = Catalog(vendor, fallback: false);
        for (var call = 0; call < 2; call++)
        {
            await Assert.ThrowsAsync<ModelUnavailableException>(() => AskAsync(models));
        }

        vendor.Hangs = false;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                Assert.Equal("Hi.", await AskAsync(models));
                break;
            }
            catch (ModelUnavailableException)
            {
                await Task.Delay(50, patience.Token);
            }
        }

        Assert.Equal("Hi.", await AskAsync(models));
    }

    [Fact]
    public async Task GetStreamingResponse_CallersLeave_CountsForNothing()
    {
        await using var vendor = await HangingVendor.StartAsync();
        using var models = Catalog(vendor, fallback: false);
        for (var call = 1; call <= 3; call++)
        {
            using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AskAsync(models, leaving.Token));
            Assert.Equal(call, vendor.Requests);
        }
    }

    private static async Task<string> AskAsync(ModelCatalog models, CancellationToken cancellationToken = default)
    {
        using var client = models.ClientFor(AgentNames.Order);
        return (await client.GetStreamingResponseAsync(Question, null, cancellationToken).ToChatResponseAsync(cancellationToken)).Text;
    }

    private static ModelCatalog Catalog(HangingVendor vendor, bool fallback)
    {
        var options = new ModelOptions { Default = fallback ? ["hanging", "offline"] : ["hanging"] };
        options.Providers["hanging"] = new ModelProviderOptions
        {
            Kind = "openai",
            Model = "m",
            BaseUrl = vendor.Address,
            FirstTokenTimeout = Patience,
            BreakDuration = TimeSpan.FromSeconds(2),
        };
        options.Providers["offline"] = new ModelProviderOptions { Kind = "scripted", Model = "s" };
        return new ModelCatalog(
            Options.Create(options),
            [new OpenAIProvider(), new ScriptedProvider()],
            new ModelMetrics(TestMeters.Create()),
            TimeProvider.System,
            NullLogger<FallbackChatClient>.Instance
        );
    }

    private static MeterListener Listen(string instrument, Action<long> measured)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (published, listening) =>
            {
                if (published.Meter.Name == ActivitySources.Agents && published.Name == instrument)
                {
                    listening.EnableMeasurementEvents(published);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => measured(value));
        listener.Start();
        return listener;
    }

    private sealed class ScriptedProvider : IModelProvider
    {
        public string Kind => "scripted";

        public IChatClient Create(ModelProviderOptions options) => new ScriptedModel(ScriptedModel.Says("Here I am."));
    }
}
