namespace Services.Gateway.Backplane;

/// <summary>One message on a session's backplane channel.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Origin">The gateway that sent it; <c>-</c> when every gateway is to deliver it.</param>
/// <param name="Argument">Depends on the kind.</param>
/// <param name="Payload">Depends on the kind.</param>
internal readonly record struct BackplaneMessage(BackplaneMessageKind Kind, string Origin, string Argument, ReadOnlyMemory<byte> Payload);
