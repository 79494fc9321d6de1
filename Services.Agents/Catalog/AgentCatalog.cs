using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Services.Agents.Models;
using Services.Agents.Tools;
using Services.Contracts.Telemetry;

namespace Services.Agents.Catalog;

/// <summary>The agents, each on its own model. They are shared by all runs; a run brings its tools.</summary>
internal sealed class AgentCatalog
{
    /// <summary>Requests to the model within one run of the loop; the last is made without tools.</summary>
    private const int MaxModelRequests = 16;

    private readonly Dictionary<string, (AgentDefinition Definition, AIAgent Agent)> _agents;

    public AgentCatalog(ModelCatalog models, ILoggerFactory loggers, IServiceProvider services) =>
        _agents = AgentDefinition.All.ToDictionary(
            definition => definition.Name,
            definition => (definition, (AIAgent)Create(definition, models.ClientFor(definition.Name), loggers, services))
        );

    /// <summary>An agent; false when there is none of that name.</summary>
    public bool TryGet(string name, out AgentDefinition definition, out AIAgent agent)
    {
        var known = _agents.TryGetValue(name, out var entry);
        (definition, agent) = entry;
        return known;
    }

    /// <summary>An agent on that model, with the loop that calls its tools.</summary>
    internal static OpenTelemetryAgent Create(
        AgentDefinition definition,
        IChatClient model,
        ILoggerFactory loggers,
        IServiceProvider services
    )
    {
        // Telemetry is inside the loop, so that each request to the model is a span, and the loop finds its source for tools' spans.
        var client = model
            .AsBuilder()
            .Use((inner, _) => new ToolInvokingChatClient(inner, loggers, services) { MaximumIterationsPerRequest = MaxModelRequests })
            .UseLogging(loggers)
            .UseOpenTelemetry(loggers, ActivitySources.Agents)
            .Build(services);
        var agent = new ChatClientAgent(
            client,
            new ChatClientAgentOptions
            {
                Id = definition.Name,
                Name = definition.Name,
                Description = definition.Description,
                // Runs hold no state here: which calls were asked for stands in the approvals table, with their exact arguments.
                DisableApprovalResponseBinding = true,
                ChatOptions = new ChatOptions { Instructions = Prompts.Read(definition.Prompt) },
            },
            loggers,
            services
        );
        return new OpenTelemetryAgent(agent, ActivitySources.Agents);
    }
}
