namespace Services.Agents.Tools.Writes;

/// <summary>A wanted change of the business data, with its arguments.</summary>
internal interface IWriteCommand
{
    /// <summary>
    /// Makes the change in the context's transaction, or refuses it. The caller commits, or rolls back when the change was refused or only
    /// to be tried.
    /// </summary>
    Task<WriteOutcome> ApplyAsync(WriteContext context, CancellationToken cancellationToken);
}
