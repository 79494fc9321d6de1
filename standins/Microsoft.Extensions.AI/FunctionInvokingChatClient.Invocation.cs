using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.AI;

/// <content>Invoking the functions.</content>
public partial class FunctionInvokingChatClient
{
    private async Task<ChatMessage> InvokeAllAsync(
        Loop loop, IList<ChatMessage> responseMessages, List<FunctionCallContent> calls, CancellationToken cancellationToken)
    {
        loop.Messages.AddRange(responseMessages);
        var outcomes = new Outcome[calls.Count];
        if (AllowConcurrentInvocation && calls.Count > 1)
        {
            outcomes = await Task.WhenAll(calls.Select((_, index) => InvokeOneAsync(loop, calls, index, mayThrow: false, cancellationToken)))
                .ConfigureAwait(false);
        }
        else
        {
            var mayThrow = loop.ConsecutiveErrors >= MaximumConsecutiveErrorsPerRequest;
            for (var index = 0; index < calls.Count; index++)
            {
                outcomes[index] = await InvokeOneAsync(loop, calls, index, mayThrow, cancellationToken).ConfigureAwait(false);
            }
        }

        var errors = outcomes.Select(outcome => outcome.Result.Exception).OfType<Exception>().ToList();
        loop.ConsecutiveErrors = errors.Count > 0 ? loop.ConsecutiveErrors + 1 : 0;
        if (loop.ConsecutiveErrors > MaximumConsecutiveErrorsPerRequest)
        {
            throw errors.Count == 1 ? errors[0] : new AggregateException(errors);
        }

        var message = new ChatMessage(ChatRole.Tool, [.. outcomes.Select(outcome => outcome.Result)]);
        loop.Messages.Add(message);
        loop.Terminated |= outcomes.Any(outcome => outcome.Terminate);
        loop.Iteration++;
        return message;
    }

    private async Task<Outcome> InvokeOneAsync(
        Loop loop, List<FunctionCallContent> calls, int index, bool mayThrow, CancellationToken cancellationToken)
    {
        var call = calls[index];
        call.InformationalOnly = true;
        if (loop.Tools.Find(call.Name) is not AIFunction function)
        {
            Log.UnknownFunction(_logger, call.Name);
            return new Outcome(new FunctionResultContent(call.CallId, $"Error: Requested function \"{call.Name}\" not found."), false);
        }

        var context = new FunctionInvocationContext
        {
            Function = function,
            Arguments = new AIFunctionArguments(call.Arguments) { Services = FunctionInvocationServices },
            CallContent = call,
            Messages = loop.Messages,
            Options = loop.Options,
            Iteration = loop.Iteration,
            FunctionCallIndex = index,
            FunctionCount = calls.Count,
            IsStreaming = loop.IsStreaming,
        };
        try
        {
            var value = await InstrumentedInvokeAsync(context, cancellationToken).ConfigureAwait(false);
            var result = value is FunctionResultContent ready && ready.CallId == call.CallId
                ? ready
                : new FunctionResultContent(call.CallId, value ?? "Success: Function completed.");
            return new Outcome(result, context.Terminate);
        }
        catch (Exception exception) when (!mayThrow && !cancellationToken.IsCancellationRequested)
        {
            Log.FunctionFailed(_logger, exception, call.Name);
            var text = "Error: Function failed." + (IncludeDetailedErrors ? $" Exception: {exception.Message}" : "");
            return new Outcome(new FunctionResultContent(call.CallId, text) { Exception = exception }, false);
        }
    }

    private async Task<object?> InstrumentedInvokeAsync(FunctionInvocationContext context, CancellationToken cancellationToken)
    {
        using var activity = _activitySource?.StartActivity($"execute_tool {context.Function.Name}", ActivityKind.Internal);
        activity?.SetTag("gen_ai.operation.name", "execute_tool")
            .SetTag("gen_ai.tool.type", "function")
            .SetTag("gen_ai.tool.call.id", context.CallContent.CallId)
            .SetTag("gen_ai.tool.name", context.Function.Name)
            .SetTag("gen_ai.tool.description", context.Function.Description);
        var outer = CurrentContext;
        CurrentContext = context;
        try
        {
            return await InvokeFunctionAsync(context, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            activity?.SetTag("error.type", exception.GetType().FullName).SetStatus(ActivityStatusCode.Error, exception.Message);
            throw;
        }
        finally
        {
            CurrentContext = outer;
        }
    }

    /// <summary>Invokes the function of a call.</summary>
    protected virtual ValueTask<object?> InvokeFunctionAsync(FunctionInvocationContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return FunctionInvoker is { } invoker
            ? invoker(context, cancellationToken)
            : context.Function.InvokeAsync(context.Arguments, cancellationToken);
    }

    private readonly record struct Outcome(FunctionResultContent Result, bool Terminate);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The model asked for the function {Function}, which does not exist")]
        public static partial void UnknownFunction(ILogger logger, string function);

        [LoggerMessage(2, LogLevel.Error, "The function {Function} failed")]
        public static partial void FunctionFailed(ILogger logger, Exception exception, string function);
    }
}
