namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states of a resource.</summary>
public static class KnownResourceStates
{
    /// <summary>Added, and nothing was done for it yet.</summary>
    public static readonly string NotStarted = nameof(NotStarted);

    /// <summary>Another resource has to be healthy first.</summary>
    public static readonly string Waiting = nameof(Waiting);

    /// <summary>Its process is being prepared.</summary>
    public static readonly string Starting = nameof(Starting);

    /// <summary>Its process runs.</summary>
    public static readonly string Running = nameof(Running);

    /// <summary>It could not be started, and nobody tries any more.</summary>
    public static readonly string FailedToStart = nameof(FailedToStart);

    /// <summary>It was told to stop.</summary>
    public static readonly string Stopping = nameof(Stopping);

    /// <summary>Its process has ended.</summary>
    public static readonly string Exited = nameof(Exited);

    /// <summary>It has done its work.</summary>
    public static readonly string Finished = nameof(Finished);

    /// <summary>The states that a resource does not leave by itself.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];
}

/// <summary>Names of <see cref="CustomResourceSnapshot.Properties"/>.</summary>
public static class KnownProperties
{
    /// <summary>Facts of a process.</summary>
    public static class Executable
    {
        /// <summary>The process id.</summary>
        public const string Pid = "executable.pid";
    }

    /// <summary>Facts of every resource.</summary>
    public static class Resource
    {
        /// <summary>What is shown.</summary>
        public const string DisplayName = "resource.displayName";
    }
}
