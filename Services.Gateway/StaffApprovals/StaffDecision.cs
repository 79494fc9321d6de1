using System.Text.Json.Serialization;
using Services.Gateway.Errors;
using Services.Gateway.Validation;

namespace Services.Gateway.StaffApprovals;

/// <summary>The body of <c>POST /approvals/{id}/decision</c>.</summary>
internal sealed record StaffDecision
{
    private const string Approve = "approve";
    private const string Decline = "decline";
    private const int MaxReason = 2_000;

    /// <summary><c>approve</c> or <c>decline</c>.</summary>
    public string? Decision { get; init; }

    /// <summary>Why: the customer is told it with a decline.</summary>
    public string? Reason { get; init; }

    [JsonIgnore]
    public bool IsApproval => Decision == Approve;

    /// <summary>What is wrong with it; null if nothing.</summary>
    public GatewayError? Check() =>
        Decision is not (Approve or Decline) ? GatewayError.Invalid("decision must be approve or decline.")
        : Reason?.Length > MaxReason ? GatewayError.Invalid($"reason has at most {MaxReason} characters.")
        : StorableText.Is(Reason) ? null
        : StorableText.Error;
}

/// <summary>JSON of decisions.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StaffDecision))]
internal sealed partial class StaffApprovalsJson : JsonSerializerContext;
