namespace Switchboard.Testing;

/// <summary>Something that was asked of another process, and waited for.</summary>
internal sealed record RoundTrip(string Name, DateTime Start, DateTime End);
