using Services.Contracts.Ids;
using Services.Conversations.Vault;

namespace Gateway.Host.Bench;

/// <summary>A measurement's messages hold no personal data; looking for it is what it costs.</summary>
internal sealed class NoVault : IPersonalDataVault
{
    public Task<string> MaskAsync(SessionId session, string text, CancellationToken cancellationToken) =>
        Task.FromResult(PersonalDataRedaction.Redact(text));

    public string MaskId(string id) => id;

    public Task<string> RestoreAsync(
        SessionId session,
        string text,
        IReadOnlyCollection<string> kinds,
        CancellationToken cancellationToken
    ) => Task.FromResult(text);

    public Task<IReadOnlyList<string>> RestoreAllAsync(
        SessionId session,
        IReadOnlyList<string> texts,
        CancellationToken cancellationToken
    ) => Task.FromResult(texts);
}
