using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.Extensions.AI;

/// <summary>
/// Invokes the functions that the inner client's model asks for and sends their results back, until the model answers.
/// </summary>
/// <remarks>
/// A failing function becomes a result that the model reads; the loop is bounded by <see cref="MaximumIterationsPerRequest"/> and
/// <see cref="MaximumConsecutiveErrorsPerRequest"/>. Where a response calls an <see cref="ApprovalRequiredAIFunction"/>, all its calls are
/// turned into <see cref="ToolApprovalRequestContent"/> and returned; the next request brings a <see cref="ToolApprovalResponseContent"/> for each.
/// </remarks>
public partial class FunctionInvokingChatClient : DelegatingChatClient
{
    private static readonly AsyncLocal<FunctionInvocationContext?> CurrentInvocation = new();

    private readonly ActivitySource? _activitySource;
    private readonly ILogger _logger;

    /// <summary>Wraps a client.</summary>
    public FunctionInvokingChatClient(
        IChatClient innerClient, ILoggerFactory? loggerFactory = null, IServiceProvider? functionInvocationServices = null)
        : base(innerClient)
    {
        _logger = (ILogger?)loggerFactory?.CreateLogger<FunctionInvokingChatClient>() ?? NullLogger.Instance;
        _activitySource = innerClient.GetService<ActivitySource>();
        FunctionInvocationServices = functionInvocationServices;
    }

    /// <summary>The invocation under way in this asynchronous flow.</summary>
    public static FunctionInvocationContext? CurrentContext
    {
        get => CurrentInvocation.Value;
        protected set => CurrentInvocation.Value = value;
    }

    /// <summary>True puts the exception's message into the result that the model reads. Default: false.</summary>
    public bool IncludeDetailedErrors { get; set; }

    /// <summary>True invokes the calls of one response at the same time. Default: false.</summary>
    public bool AllowConcurrentInvocation { get; set; }

    /// <summary>Requests to the model within one call of this client, 1 or more; the last is made without tools. Default: 40.</summary>
    public int MaximumIterationsPerRequest
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 40;

    /// <summary>Iterations in a row with a failed function after which the exception is thrown, 0 or more. Default: 3.</summary>
    public int MaximumConsecutiveErrorsPerRequest
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 3;

    /// <summary>Tools that can be invoked beside those of the request's options.</summary>
    public IList<AITool>? AdditionalTools { get; set; }

    /// <summary>True returns to the caller when the model asks for a function that is not known. Default: false.</summary>
    public bool TerminateOnUnknownCalls { get; set; }

    /// <summary>Takes the place of invoking the function.</summary>
    public Func<FunctionInvocationContext, CancellationToken, ValueTask<object?>>? FunctionInvoker { get; set; }

    /// <summary>Services that functions can take as parameters.</summary>
    protected IServiceProvider? FunctionInvocationServices { get; }

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var loop = new Loop([.. messages], options, ToolMap.From(AdditionalTools, options?.Tools), IsStreaming: false);
        List<ChatMessage> produced = [];
        UsageDetails? usage = null;

        produced.AddRange(await AnswerApprovalsAsync(loop, cancellationToken).ConfigureAwait(false));

        ChatResponse response;
        while (true)
        {
            response = await base.GetResponseAsync(loop.Messages, loop.OptionsFor(MaximumIterationsPerRequest), cancellationToken)
                .ConfigureAwait(false);
            usage = Add(usage, response.Usage);
            produced.AddRange(response.Messages);

            var calls = CallsOf(response.Messages);
            if (loop.Terminated || calls.Count == 0 || loop.Iteration >= MaximumIterationsPerRequest)
            {
                break;
            }

            if (NeedsApproval(loop.Tools, calls))
            {
                foreach (var message in response.Messages)
                {
                    message.Contents = ReplaceCalls(message.Contents, loop.Tools);
                }

                break;
            }

            if (MustReturnUnknown(loop.Tools, calls))
            {
                break;
            }

            var results = await InvokeAllAsync(loop, response.Messages, calls, cancellationToken).ConfigureAwait(false);
            produced.Add(results);
            if (loop.Terminated)
            {
                break;
            }
        }

        response.Messages = produced;
        response.Usage = usage;
        return response;
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var activity = Activity.Current;
        var loop = new Loop([.. messages], options, ToolMap.From(AdditionalTools, options?.Tools), IsStreaming: true);

        foreach (var message in await AnswerApprovalsAsync(loop, cancellationToken).ConfigureAwait(false))
        {
            yield return AsUpdate(message);
            Activity.Current = activity;
        }

        while (true)
        {
            List<ChatResponseUpdate> updates = [];
            List<ChatResponseUpdate> held = [];
            var inner = base.GetStreamingResponseAsync(loop.Messages, loop.OptionsFor(MaximumIterationsPerRequest), cancellationToken);
            await foreach (var update in inner.ConfigureAwait(false))
            {
                updates.Add(update);

                // Whether calls are announced as calls or as approval requests is known once the response is complete.
                if (held.Count > 0 || (loop.Tools.AnyNeedsApproval && update.Contents.Any(IsOpenCall)))
                {
                    held.Add(update);
                    continue;
                }

                yield return update;
                Activity.Current = activity;
            }

            var response = updates.ToChatResponse();
            var calls = CallsOf(response.Messages);
            var stop = loop.Terminated || calls.Count == 0 || loop.Iteration >= MaximumIterationsPerRequest;
            var needsApproval = !stop && NeedsApproval(loop.Tools, calls);

            foreach (var update in held)
            {
                if (needsApproval)
                {
                    update.Contents = ReplaceCalls(update.Contents, loop.Tools);
                }

                yield return update;
                Activity.Current = activity;
            }

            if (stop || needsApproval || MustReturnUnknown(loop.Tools, calls))
            {
                yield break;
            }

            var results = await InvokeAllAsync(loop, response.Messages, calls, cancellationToken).ConfigureAwait(false);
            yield return AsUpdate(results);
            Activity.Current = activity;
            if (loop.Terminated)
            {
                yield break;
            }
        }
    }

    private static ChatResponseUpdate AsUpdate(ChatMessage message) => new(message.Role, message.Contents)
    {
        AuthorName = message.AuthorName,
        MessageId = message.MessageId ??= Guid.NewGuid().ToString("N"),
    };

    private static UsageDetails? Add(UsageDetails? total, UsageDetails? more)
    {
        if (more is null)
        {
            return total;
        }

        total ??= new UsageDetails();
        total.Add(more);
        return total;
    }

    private static bool IsOpenCall(AIContent content) => content is FunctionCallContent { InformationalOnly: false };

    private static List<FunctionCallContent> CallsOf(IList<ChatMessage> messages) =>
        [.. messages.SelectMany(message => message.Contents).Where(IsOpenCall).Cast<FunctionCallContent>()];

    private bool MustReturnUnknown(ToolMap tools, List<FunctionCallContent> calls) =>
        calls.Any(call => tools.Find(call.Name) is { } tool ? tool is not AIFunction : TerminateOnUnknownCalls);

    /// <summary>The state of one request.</summary>
    private sealed record Loop(List<ChatMessage> Messages, ChatOptions? Options, ToolMap Tools, bool IsStreaming)
    {
        public int Iteration { get; set; }

        public int ConsecutiveErrors { get; set; }

        public bool Terminated { get; set; }

        public ChatOptions? OptionsFor(int maximumIterations)
        {
            if (Options?.Tools is not { Count: > 0 })
            {
                return Options;
            }

            if (Iteration == 0)
            {
                return Options;
            }

            var options = Options.Clone();
            if (Iteration >= maximumIterations)
            {
                options.Tools = null;
            }

            // A required call has been made by now; requiring it again would never end.
            if (options.ToolMode is RequiredChatToolMode || options.Tools is null)
            {
                options.ToolMode = null;
            }

            return options;
        }
    }
}
