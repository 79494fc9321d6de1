using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Retail;
using Services.Retail.Tools;

namespace Services.Agents.Offline.Skills;

/// <summary>Finds whose data a request is about: the caller's own, or for staff the customer that was named.</summary>
internal static class CustomerFinder
{
    /// <summary>The customer, or the action that finds out.</summary>
    public static bool TryFind(DialogueContext context, [NotNullWhen(true)] out User? user, [NotNullWhen(false)] out DialogueAction? action)
    {
        user = null;
        if (context.Caller is { IsStaff: false, CustomerId: { } own })
        {
            return context.TryUser(own, out user, out action);
        }

        if (context is { Caller.IsStaff: false, State.Customer: { } known })
        {
            return context.TryUser(known, out user, out action);
        }

        return TryNamed(context, out var userId, out action) && context.TryUser(userId, out user, out action);
    }

    private static bool TryNamed(
        DialogueContext context,
        [NotNullWhen(true)] out string? userId,
        [NotNullWhen(false)] out DialogueAction? action
    )
    {
        var state = context.State;
        var customer = state.Latest(mentions => mentions.CustomerId) ?? Known(state.FocusCustomer, isEmail: false);
        var email = state.Latest(mentions => mentions.Email) ?? Known(state.FocusCustomer, isEmail: true);
        var zip = state.Latest(mentions => mentions.Zip);
        var name = state.Task.Select(mentions => mentions.Name).LastOrDefault(found => found is not null);
        (userId, action) = (null, null);

        // A customer id is enough for staff; anybody else has to prove who they are.
        if (customer is not null && context.Caller.IsStaff)
        {
            userId = customer;
        }
        else if (email is not null)
        {
            return TryId(context, ToolNames.FindUserByEmail, [("email", email)], out userId, out action);
        }
        else if (name is { } person && zip is not null)
        {
            return TryId(
                context,
                ToolNames.FindUserByNameZip,
                [("first_name", person.First), ("last_name", person.Last), ("zip", zip)],
                out userId,
                out action
            );
        }
        else
        {
            action = new ReplyAction(
                context.Caller.IsStaff ? Questions.WhichCustomer : $"I need to know who you are first. {Questions.Identity}"
            );
        }

        return userId is not null;
    }

    private static string? Known(string? customer, bool isEmail) =>
        customer is not null && customer.Contains('@') == isEmail ? customer : null;

    private static bool TryId(
        DialogueContext context,
        string tool,
        (string Name, string Value)[] arguments,
        [NotNullWhen(true)] out string? userId,
        [NotNullWhen(false)] out DialogueAction? action
    )
    {
        (userId, action) = (null, null);
        if (context.Fact(tool, arguments) is not { } fact)
        {
            action = new CallToolsAction([new ToolRequest(tool, arguments.ToDictionary(pair => pair.Name, object (pair) => pair.Value))]);
        }
        else if (fact.Refusal is not null)
        {
            action = new ReplyAction($"{StandardReplies.Refused(fact.Refusal)} {Questions.Identity}");
        }
        else
        {
            userId = fact.Result.ValueKind == JsonValueKind.String ? fact.Result.GetString() : UserIdIn(fact.Result);
        }

        if (userId is null)
        {
            action ??= new ReplyAction(StandardReplies.LookupFailed);
        }

        return userId is not null;
    }

    private static string? UserIdIn(JsonElement result) =>
        result.ValueKind == JsonValueKind.Object && result.TryGetProperty("user_id", out var id) ? id.GetString() : null;
}
