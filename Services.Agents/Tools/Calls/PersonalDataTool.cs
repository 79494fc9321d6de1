using System.Text.Json;
using Microsoft.Extensions.AI;
using Services.Contracts.Ids;
using Services.Conversations.Vault;

namespace Services.Agents.Tools.Calls;

/// <summary>
/// Gives a tool the contact data that a conversation has placeholders for, and nothing outside of it: a model, and what is recorded of
/// the call, have the placeholders.
/// </summary>
internal sealed class PersonalDataTool(AIFunction tool, IPersonalDataVault vault, SessionId session) : DelegatingAIFunction(tool)
{
    /// <inheritdoc/>
    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var restored = new AIFunctionArguments(arguments) { Services = arguments.Services, Context = arguments.Context };
        foreach (var (name, value) in arguments)
        {
            restored[name] = await RestoreAsync(value, cancellationToken);
        }

        return await base.InvokeCoreAsync(restored, cancellationToken);
    }

    private async Task<object?> RestoreAsync(object? value, CancellationToken cancellationToken) =>
        value switch
        {
            string text => await vault.RestoreAsync(session, text, PersonalDataKinds.Contacts, cancellationToken),
            JsonElement { ValueKind: JsonValueKind.String } text => await vault.RestoreAsync(
                session,
                text.GetString()!,
                PersonalDataKinds.Contacts,
                cancellationToken
            ),
            _ => value,
        };
}
