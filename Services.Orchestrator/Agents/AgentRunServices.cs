using Microsoft.Extensions.Options;
using Services.Orchestrator.Approvals;
using Services.Orchestrator.Replies;

namespace Services.Orchestrator.Agents;

/// <summary>What every <see cref="AgentRun"/> works with.</summary>
internal sealed record AgentRunServices(
    IAgents Agents,
    TurnEvents Events,
    IOptions<AgentsOptions> Options,
    IOptions<ReplyOptions> Delivery,
    IOptions<ApprovalOptions> Approvals,
    TimeProvider Time,
    ILogger<AgentRun> Logger
);
