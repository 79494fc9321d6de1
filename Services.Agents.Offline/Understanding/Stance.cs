namespace Services.Agents.Offline.Understanding;

/// <summary>How a message stands to the change that it speaks of.</summary>
internal enum Stance
{
    /// <summary>It asks for it.</summary>
    Wanted,

    /// <summary>It asks not to do it.</summary>
    Unwanted,

    /// <summary>It asks whether or how that can be done, or what would follow.</summary>
    Asked,

    /// <summary>It speaks of it as something that happened, or asks whether and why it did.</summary>
    Reported,

    /// <summary>It mentions it, or only the reason for it.</summary>
    Unsure,
}
