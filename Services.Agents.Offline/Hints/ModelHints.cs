using Microsoft.Extensions.AI;

namespace Services.Agents.Offline.Hints;

/// <summary>
/// What the platform tells a model beside messages and tools, in <see cref="ChatOptions.AdditionalProperties"/>. Values are strings;
/// a hint that is not known is absent. Providers that do not know them ignore them.
/// </summary>
public static class ModelHints
{
    /// <summary>The agent that runs, one of <see cref="Services.Contracts.Agents.AgentNames"/>.</summary>
    public const string Agent = "switchboard.agent";

    /// <summary>What the router saw.</summary>
    public const string Intent = "switchboard.intent";

    /// <summary>The caller's display name.</summary>
    public const string CallerName = "switchboard.caller.name";

    /// <summary>The caller's role, one of <see cref="Services.Contracts.Access.Roles"/>.</summary>
    public const string CallerRole = "switchboard.caller.role";

    /// <summary>The customer that the caller is; absent for staff.</summary>
    public const string CustomerId = "switchboard.caller.customer_id";

    /// <summary>Today's date, ISO 8601.</summary>
    public const string Today = "switchboard.today";

    /// <summary>
    /// What the model says now, as far as it was delivered already: behind the last tool. The offline model goes on exactly after it.
    /// </summary>
    public const string ContinueAfter = "switchboard.continue_after";
}
