using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Services.Agents.Tools.Calls;
using Services.Contracts.Agents;
using Services.Contracts.Json;
using Services.Contracts.Telemetry;
using Services.Retail.Tools;

namespace Services.Agents.Tools;

/// <summary>
/// Bounds a tool's time, measures it, marks the span of the call, and makes every failure a result that the model can read.
/// </summary>
internal sealed partial class InstrumentedTool(
    AIFunction tool,
    TimeSpan timeout,
    TimeProvider time,
    ToolMetrics metrics,
    ILogger<InstrumentedTool> logger
) : DelegatingAIFunction(tool)
{
    /// <inheritdoc/>
    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var outcome = "ok";
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var result = await base.InvokeCoreAsync(arguments, either.Token);
            if (ToolRefusal.TryRead(result, out var refused))
            {
                outcome = EnumNames.Of(refused.Kind);
            }

            return result;
        }
        catch (ToolRefusedException refusal)
        {
            outcome = EnumNames.Of(RefusalKind.Refused);
            return ToolRefusal.Refused(refusal.Message);
        }
        catch (Exception exception) when (exception is ArgumentException or JsonException)
        {
            outcome = EnumNames.Of(RefusalKind.Refused);
            LogArgumentsRejected(exception, Name);
            return ToolRefusal.Refused($"The arguments do not fit {Name}: {FirstLine(exception.Message)}");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            outcome = EnumNames.Of(RefusalKind.Failed);
            LogFailed(exception, Name);
            Activity
                .Current?.SetTag(AttributeNames.ErrorType, exception.GetType().FullName)
                .SetStatus(ActivityStatusCode.Error, exception.Message);
            return ToolRefusal.Failed(
                limit.IsCancellationRequested
                    ? $"{Name} took longer than {timeout.TotalSeconds:0} seconds and was stopped."
                    : $"{Name} failed on the shop's side; it can be tried again."
            );
        }
        finally
        {
            Activity.Current?.SetTag("switchboard.tool.outcome", outcome);
            metrics.Record(Name, outcome, time.GetElapsedTime(started));
        }
    }

    private static string FirstLine(string message) => message.ReplaceLineEndings("\n").Split('\n')[0];

    [LoggerMessage(1, LogLevel.Information, "The model called {Tool} with arguments that do not fit it")]
    private partial void LogArgumentsRejected(Exception exception, string tool);

    [LoggerMessage(2, LogLevel.Error, "The tool {Tool} failed")]
    private partial void LogFailed(Exception exception, string tool);
}
