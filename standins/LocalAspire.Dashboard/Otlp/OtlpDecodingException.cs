namespace LocalAspire.Dashboard.Otlp;

/// <summary>A request that is not OTLP. The only exception that the decoders throw.</summary>
internal sealed class OtlpDecodingException(string message, Exception? inner = null) : Exception(message, inner);
