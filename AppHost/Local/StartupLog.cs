using Microsoft.Extensions.Logging;

namespace AppHost.Local;

/// <summary>What the log says when the platform starts.</summary>
internal static class StartupLog
{
    private const string OrchestratorHost = "Aspire.Hosting.Dcp.DcpHost";
    private const string Application = "Aspire.Hosting.DistributedApplication";

    /// <summary>
    /// Leaves out the link that signs in to the dashboard: logs are kept, and passed on. <c>./dev up</c> and <c>./dev status</c> print it.
    /// </summary>
    public static void WithoutLoginLink(ILoggingBuilder logging) => logging.AddFilter(Application, LogLevel.Warning);

    /// <summary>
    /// Leaves out two warnings that no setting turns off and that are none here: that no container engine answers, where nothing is a
    /// container, and that no development certificate is trusted, where everything listens over HTTP on this machine. Errors are told.
    /// </summary>
    public static void WithoutContainerWarnings(ILoggingBuilder logging) => logging.AddFilter(OrchestratorHost, LogLevel.Error);
}
