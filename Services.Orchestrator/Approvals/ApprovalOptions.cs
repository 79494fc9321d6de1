using System.ComponentModel.DataAnnotations;

namespace Services.Orchestrator.Approvals;

/// <summary>How long approvals wait.</summary>
internal sealed class ApprovalOptions
{
    public const string Section = "Orchestrator:Approvals";

    /// <summary>How long an answer counts. Default 30 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long staff can decide on what a customer has agreed to. Default 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan StaffLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How often overdue approvals are looked for. Default 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromSeconds(15);
}
