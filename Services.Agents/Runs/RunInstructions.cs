using System.Text;
using Services.Contracts.Access;
using Services.Contracts.Agents;

namespace Services.Agents.Runs;

/// <summary>What a model is applied about one run, after the agent's prompt.</summary>
internal static class RunInstructions
{
    public static string For(AgentRunRequest request, string today)
    {
        var text = new StringBuilder();
        text.Append("\nThis conversation\n- Today is ").Append(today).Append(".\n");
        text.Append(
            Roles.IsStaff(request.Caller.Role)
                ? $"- You speak with {request.Caller.Name}, a member of staff, who may see every customer's data.\n"
                : $"- You speak with {request.Caller.Name}, a signed-in customer whose id is {request.Caller.CustomerId ?? "unknown"}.\n"
        );

        if (request.ContinueAfter is { Length: > 0 } delivered)
        {
            text.Append(
                $"""
                - Your reply was interrupted. The customer has already read what stands between the marks. Continue exactly after its last
                  character; do not repeat any of it and do not mention the interruption.
                <<<{delivered}>>>

                """
            );
        }

        return text.ToString();
    }
}
