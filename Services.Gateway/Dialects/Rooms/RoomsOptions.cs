using System.ComponentModel.DataAnnotations;

namespace Services.Gateway.Dialects.Rooms;

/// <summary>Settings of the rooms dialect.</summary>
public sealed class RoomsOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Rooms";

    /// <summary>How many of a room's messages a reply sees at least, as far as there are any. Default 20.</summary>
    [Range(5, 100)]
    public int ContextMessages { get; set; } = 20;
}
