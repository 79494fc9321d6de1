using System.ComponentModel.DataAnnotations;

namespace Services.Orchestrator.Agents;

/// <summary>How the agents are asked.</summary>
internal sealed class AgentsOptions
{
    public const string Section = "Orchestrator:Agents";

    /// <summary>Where they are. Default <c>http://agents</c>.</summary>
    [Required]
    public Uri Address { get; set; } = new("http://agents");

    /// <summary>Longest wait for the router. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:02:00")]
    public TimeSpan TriageTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest silence within a run. Default 60 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest run, every attempt included. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:20:00")]
    public TimeSpan RunTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Attempts in a row that bring nothing new before the agent counts as unavailable. Default 30: about half a minute, in which a crashed
    /// service is up again.
    /// </summary>
    [Range(1, 100)]
    public int Attempts { get; set; } = 30;

    /// <summary>
    /// Wait before the second attempt; doubles, with jitter, up to <see cref="LongestRetryDelay"/>. Default 250 ms.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Longest wait between two attempts, which is how long turns may rest when the agents are back. Default 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan LongestRetryDelay { get; set; } = TimeSpan.FromSeconds(1);
}
