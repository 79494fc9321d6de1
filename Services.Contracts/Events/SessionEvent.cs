using System.Text.Json.Serialization;
using Services.Contracts.Ids;

namespace Services.Contracts.Events;

/// <summary>
/// Something that happened in a session and that its clients see. The JSON form is the payload of the session dialect, member for
/// member, so that a gateway can pass it on without reading it. Appending to the session's log adds <c>seq</c>.
/// </summary>
public abstract record SessionEvent
{
    /// <summary>The event's name on the wire, for example <c>message:chunk</c>.</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    /// <summary>The session.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>Unix time in milliseconds.</summary>
    public required long Timestamp { get; init; }
}
