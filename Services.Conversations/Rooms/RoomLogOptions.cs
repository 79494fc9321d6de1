using System.ComponentModel.DataAnnotations;

namespace Services.Conversations.Rooms;

/// <summary>What is kept of a room.</summary>
public sealed class RoomLogOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Conversations:Rooms";

    /// <summary>Messages kept of a room. Default 100.</summary>
    [Range(5, 100_000)]
    public int Capacity { get; set; } = 100;

    /// <summary>How long the messages of a silent room are kept. Default 7 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(7);
}
