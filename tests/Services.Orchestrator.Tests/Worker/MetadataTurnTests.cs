using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Guardrails;
using Services.Conversations.Sessions;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>What clients give along with sessions and messages: context for the assistant, screened and bounded.</summary>
public sealed class MetadataTurnTests(OrchestratorFixture fixture)
{
    private const string OfSession = """{"page": "/lamps/red"}""";
    private const string OfMessage = """{"selection":["the second row"]}""";

    [Fact]
    public async Task Metadata_OfSessionAndMessage_ReachesTheAgentScreened()
    {
        var chat = await BeginAsync(OfSession);

        await SendAsync(chat, OfMessage);

        var run = chat.Script.Runs.All[^1];
        Assert.Equal((OfSession, OfMessage), (run.SessionMetadata, run.MessageMetadata));
        var seen = chat.Script.Checked.Where(check => check.Side == "input").Select(check => check.Request.Text).ToList();
        Assert.Contains("page: /lamps/red\n", seen);
        Assert.Contains("selection: the second row\n", seen);
    }

    [Fact]
    public async Task Metadata_OfOneMessage_IsNotTheNextOnes()
    {
        var chat = await BeginAsync(OfSession);
        await SendAsync(chat, OfMessage);

        await SendAsync(chat, null);

        var run = chat.Script.Runs.All[^1];
        Assert.Equal((OfSession, null), (run.SessionMetadata, run.MessageMetadata));
    }

    [Theory]
    [InlineData(GuardrailCategories.PromptInjection, false)]
    [InlineData(GuardrailCategories.OffTopic, true)]
    [InlineData(GuardrailCategories.Unavailable, false)]
    public async Task Metadata_ThatTheGuardrailsBlock_IsLeftOutUnlessItIsOnlyOffTopic(string category, bool isShown)
    {
        var chat = await BeginAsync(OfSession);
        chat.Script.OnInput = request =>
            request.Text.Contains("lamps", StringComparison.Ordinal) ? Verdicts.Block(category, "No.") : Verdicts.Allow(request);

        await SendAsync(chat, OfMessage);

        var run = chat.Script.Runs.All[^1];
        Assert.Equal((isShown ? OfSession : null, OfMessage), (run.SessionMetadata, run.MessageMetadata));
    }

    [Fact]
    public async Task Metadata_ThatIsLong_IsLeftOut()
    {
        var chat = await BeginAsync($$"""{"note":"{{new string('a', 2_000)}}"}""");

        await SendAsync(chat, null);

        Assert.Null(chat.Script.Runs.All[^1].SessionMetadata);
    }

    private static async Task SendAsync(Chat chat, string? metadata)
    {
        var turn = await chat.AcceptAsync("Is it in stock?") with { Metadata = metadata };
        await chat.PublishAsync(turn);
        await chat.CompletionOfAsync(turn);
    }

    private async Task<Chat> BeginAsync(string metadata)
    {
        var sessions = fixture.Services.GetRequiredService<ISessionStore>();
        return Chat.Of(fixture, await sessions.CreateAsync("user-1", "Help", metadata, CancellationToken.None));
    }
}
