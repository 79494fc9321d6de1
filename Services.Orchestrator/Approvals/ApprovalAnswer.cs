namespace Services.Orchestrator.Approvals;

/// <summary>What a typed message says to a question.</summary>
internal enum ApprovalAnswer
{
    /// <summary>Neither: the user wants something else, or something besides.</summary>
    Other,

    /// <summary>Yes.</summary>
    Yes,

    /// <summary>No.</summary>
    No,
}
