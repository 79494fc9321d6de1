using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Microsoft.Agents.AI;

/// <summary>An agent on a chat client: its instructions and tools, and a loop that calls the tools the model asks for.</summary>
public sealed class ChatClientAgent : AIAgent
{
    private readonly ChatClientAgentOptions _options;

    /// <summary>An agent with instructions and tools.</summary>
    public ChatClientAgent(
        IChatClient chatClient,
        string? instructions = null,
        string? name = null,
        string? description = null,
        IList<AITool>? tools = null,
        ILoggerFactory? loggerFactory = null,
        IServiceProvider? services = null)
        : this(
            chatClient,
            new ChatClientAgentOptions
            {
                Name = name,
                Description = description,
                ChatOptions = new ChatOptions { Instructions = instructions, Tools = tools },
            },
            loggerFactory,
            services)
    {
    }

    /// <summary>An agent with options.</summary>
    public ChatClientAgent(
        IChatClient chatClient, ChatClientAgentOptions? options, ILoggerFactory? loggerFactory = null, IServiceProvider? services = null)
    {
        ArgumentNullException.ThrowIfNull(chatClient);
        _options = options?.Clone() ?? new ChatClientAgentOptions();
        ChatClient = _options.UseProvidedChatClientAsIs || chatClient.GetService<FunctionInvokingChatClient>() is not null
            ? chatClient
            : new FunctionInvokingChatClient(chatClient, loggerFactory, services);
    }

    /// <summary>The chat client, with function invocation.</summary>
    public IChatClient ChatClient { get; }

    /// <summary>The agent's instructions.</summary>
    public string? Instructions => _options.ChatOptions?.Instructions;

    /// <inheritdoc/>
    protected override string? IdCore => _options.Id;

    /// <inheritdoc/>
    public override string? Name => _options.Name;

    /// <inheritdoc/>
    public override string? Description => _options.Description;

    /// <inheritdoc/>
    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        base.GetService(serviceType, serviceKey)
        ?? (serviceType == typeof(IChatClient) ? ChatClient : ChatClient.GetService(serviceType, serviceKey));

    /// <inheritdoc/>
    protected override ValueTask<AgentSession> CreateSessionCoreAsync(CancellationToken cancellationToken = default) =>
        new(new ChatClientAgentSession());

    /// <inheritdoc/>
    protected override async Task<AgentResponse> RunCoreAsync(
        IEnumerable<ChatMessage> messages,
        AgentSession? session = null,
        AgentRunOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var input = messages.ToList();
        var chatSession = Own(session);
        var response = await ChatClient
            .GetResponseAsync([.. chatSession.History, .. input], Merge(options), cancellationToken).ConfigureAwait(false);
        foreach (var message in response.Messages)
        {
            message.AuthorName ??= Name;
        }

        chatSession.History.AddRange([.. input, .. response.Messages]);
        return new AgentResponse(response) { AgentId = Id };
    }

    /// <inheritdoc/>
    protected override async IAsyncEnumerable<AgentResponseUpdate> RunCoreStreamingAsync(
        IEnumerable<ChatMessage> messages,
        AgentSession? session = null,
        AgentRunOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var input = messages.ToList();
        var chatSession = Own(session);
        List<ChatResponseUpdate> received = [];
        var updates = ChatClient.GetStreamingResponseAsync([.. chatSession.History, .. input], Merge(options), cancellationToken);
        await foreach (var update in updates.ConfigureAwait(false))
        {
            update.AuthorName ??= Name;
            received.Add(update);
            yield return new AgentResponseUpdate(update) { AgentId = Id };
        }

        chatSession.History.AddRange([.. input, .. received.ToChatResponse().Messages]);
    }

    private static ChatClientAgentSession Own(AgentSession? session) => session switch
    {
        null => new ChatClientAgentSession(),
        ChatClientAgentSession own => own,
        _ => throw new InvalidOperationException(
            $"The session is a {session.GetType().Name}; a {nameof(ChatClientAgent)} takes those that it created."),
    };

    private ChatOptions? Merge(AgentRunOptions? options)
    {
        var own = _options.ChatOptions;
        if ((options as ChatClientAgentRunOptions)?.ChatOptions is not { } run)
        {
            return own?.Clone();
        }

        if (own is null)
        {
            return run.Clone();
        }

        var merged = run.Clone();
        merged.Instructions = string.Join('\n', new[] { own.Instructions, run.Instructions }.Where(text => !string.IsNullOrEmpty(text)));
        merged.Tools = [.. run.Tools ?? [], .. own.Tools ?? []];
        merged.ModelId ??= own.ModelId;
        merged.Temperature ??= own.Temperature;
        merged.TopP ??= own.TopP;
        merged.MaxOutputTokens ??= own.MaxOutputTokens;
        merged.Seed ??= own.Seed;
        merged.ResponseFormat ??= own.ResponseFormat;
        merged.ToolMode ??= own.ToolMode;
        merged.AllowMultipleToolCalls ??= own.AllowMultipleToolCalls;
        merged.ConversationId ??= own.ConversationId;
        foreach (var (key, value) in own.AdditionalProperties ?? [])
        {
            (merged.AdditionalProperties ??= []).TryAdd(key, value);
        }

        return merged;
    }
}
