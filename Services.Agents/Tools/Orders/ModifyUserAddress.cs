using System.Text.Json;
using Services.Agents.Data;
using Services.Agents.Tools.Calls;
using Services.Agents.Tools.Writes;
using Services.Retail;

namespace Services.Agents.Tools.Orders;

/// <summary>Changes a customer's default address.</summary>
internal sealed record ModifyUserAddress(string UserId, Address Address) : IWriteCommand
{
    /// <inheritdoc/>
    public async Task<WriteOutcome> ApplyAsync(WriteContext context, CancellationToken cancellationToken)
    {
        var user = context.Caller.MayAccess(UserId)
            ? await UserRows.FindAsync(context.Connection, UserId, forUpdate: true, cancellationToken)
            : null;
        if (user is null)
        {
            return WriteOutcome.Refused($"User {UserId} was not found.");
        }

        var changed = user with { Address = Address };
        await UserRows.UpdateAsync(context.Connection, changed, cancellationToken);
        return WriteOutcome.Succeeded(
            JsonSerializer.SerializeToElement(changed, RetailJson.Default.User),
            $"Change the default address to {Address.ToSingleLine()}; orders that were placed keep theirs."
        );
    }
}
