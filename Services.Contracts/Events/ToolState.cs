using System.Text.Json.Serialization;

namespace Services.Contracts.Events;

/// <summary>How a tool call stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ToolState>))]
public enum ToolState
{
    /// <summary>It runs.</summary>
    [JsonStringEnumMemberName("started")]
    Started,

    /// <summary>It has returned something.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>The customer did not want it.</summary>
    [JsonStringEnumMemberName("declined")]
    Declined,

    /// <summary>It refused or broke.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}
