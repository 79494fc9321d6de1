namespace Services.Messaging.Publishing;

/// <summary>
/// The broker did not confirm a message: it refused it, could route it nowhere, could not be reached, or took too long. In the last two
/// cases the message may have arrived nevertheless; publishing it again is safe, consumers are idempotent.
/// </summary>
public sealed class PublishFailedException(string message, Exception? innerException) : Exception(message, innerException);
