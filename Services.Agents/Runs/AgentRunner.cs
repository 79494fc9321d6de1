using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Services.Agents.Catalog;
using Services.Agents.Offline.Hints;
using Services.Agents.Tools;
using Services.Agents.Tools.Calls;
using Services.Contracts.Access;
using Services.Contracts.Agents;
using Services.Contracts.Json;
using Services.Contracts.Telemetry;

namespace Services.Agents.Runs;

/// <summary>Runs an agent on a transcript and streams what happens. Holds no state between runs.</summary>
internal sealed class AgentRunner(ToolFactory toolFactory, TimeProvider time)
{
    /// <summary>How often calls can be let through within one run; each time the loop itself is bounded too.</summary>
    private const int MaxRounds = 12;

    /// <summary>The run's updates. Its last is <see cref="RunCompleted"/>; failures are thrown.</summary>
    public async IAsyncEnumerable<AgentUpdate> RunAsync(
        AgentDefinition definition,
        AIAgent agent,
        AgentRunRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        Activity
            .Current?.SetTag(AttributeNames.ConversationId, request.SessionId.ToString())
            .SetTag(AttributeNames.TurnId, request.TurnId.ToString())
            .SetTag(AttributeNames.AgentName, definition.Name)
            .SetTag(AttributeNames.Intent, request.Intent);

        var scope = new ToolScope
        {
            Caller = request.Caller,
            SessionId = request.SessionId,
            TurnId = request.TurnId,
            IdempotencyScope = request.IdempotencyScope,
            Answer = request.Approval,
        };
        var tools = toolFactory.Create(definition.Tools, scope);
        var byName = tools.ToDictionary(tool => tool.Name);
        var session = await agent.CreateSessionAsync(cancellationToken);
        var start = RunInput.Of(request);
        var progress = new RunProgress(ReplyResumption.Of(request), Citations.Of(request.Messages));

        var options = new ChatClientAgentRunOptions(ChatOptionsFor(definition, request, progress.Resumption, tools));
        if (progress.Resumption.UndeliveredText is { Length: > 0 } undelivered)
        {
            yield return new TextDelta(undelivered);
        }

        var input = start.Messages;
        var pending = start.PendingApprovals;
        for (var round = 0; round < MaxRounds; round++)
        {
            if (pending.Count > 0)
            {
                if (await ApprovalPolicy.FindAsync(pending, byName, request.Approval, cancellationToken) is { } needed)
                {
                    foreach (var paragraph in ApprovalPolicy.Words(needed, progress.AskedSinceTools, request.Approval))
                    {
                        if (progress.AppendParagraph(paragraph) is { } told)
                        {
                            yield return told;
                        }
                    }

                    yield return needed;
                    break;
                }

                // Every call is let through to its tool: a write that was not agreed to, or declined, says so itself, as data.
                input.Add(new ChatMessage(ChatRole.User, [.. pending.Select(open => open.CreateResponse(approved: true))]));
            }

            progress.StartRound();
            await foreach (var update in agent.RunStreamingAsync(input, session, options, cancellationToken))
            {
                foreach (var applied in progress.Apply(update))
                {
                    yield return applied;
                }
            }

            if (progress.Requests.Count == 0)
            {
                break;
            }

            pending = [.. progress.Requests];
            input = [];
        }

        yield return progress.Completed();
    }

    private ChatOptions ChatOptionsFor(
        AgentDefinition definition,
        AgentRunRequest request,
        ReplyResumption resumption,
        IReadOnlyList<AIFunction> tools
    )
    {
        var today = time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var hints = new AdditionalPropertiesDictionary
        {
            [ModelHints.Agent] = definition.Name,
            [ModelHints.CallerName] = DisplayNames.Clean(request.Caller.Name) ?? "",
            [ModelHints.CallerRole] = EnumNames.Of(request.Caller.Role),
            [ModelHints.Today] = today,
        };
        if (request.Intent is { } intent)
        {
            hints[ModelHints.Intent] = intent;
        }

        if (request.Caller.CustomerId is { } customer)
        {
            hints[ModelHints.CustomerId] = customer;
        }

        // Of what it says now: what it said before a tool stands in the transcript.
        if (resumption.DeliveredText.TrimStart('\n') is { Length: > 0 } delivered)
        {
            hints[ModelHints.ContinueAfter] = delivered;
        }

        return new ChatOptions
        {
            Instructions = RunInstructions.For(request, today),
            Tools = [.. tools],
            AdditionalProperties = hints,
        };
    }
}
