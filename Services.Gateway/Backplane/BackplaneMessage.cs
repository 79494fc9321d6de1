namespace Services.Gateway.Backplane;

/// <summary>One message of another gateway about a session.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Argument">Depends on the kind.</param>
/// <param name="Payload">Depends on the kind.</param>
internal readonly record struct BackplaneMessage(BackplaneMessageKind Kind, string Argument, ReadOnlyMemory<byte> Payload);
