using System.Text.Json.Serialization;

namespace Chaos.Audit;

/// <summary>What can be wrong.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindingKind>))]
internal enum FindingKind
{
    /// <summary>Something acknowledged that was never answered, or an answer that is not stored.</summary>
    Lost,

    /// <summary>A message, an answer or an effect that is there twice.</summary>
    Doubled,

    /// <summary>An event or a piece of a reply that a client never got.</summary>
    Missing,

    /// <summary>An event or a piece of a reply that a client got twice.</summary>
    Repeated,

    /// <summary>Answers in another order than their questions.</summary>
    OutOfOrder,

    /// <summary>Words and deeds differ, or something was done that nobody agreed to.</summary>
    Contradiction,

    /// <summary>A message that was put aside.</summary>
    DeadLetter,

    /// <summary>No good turn within the longest wait.</summary>
    Unavailable,
}

/// <summary>One thing that is wrong.</summary>
internal sealed record Finding(FindingKind Kind, string SessionId, string Detail);
