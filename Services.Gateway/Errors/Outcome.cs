using System.Diagnostics.CodeAnalysis;

namespace Services.Gateway.Errors;

/// <summary>A value, or why there is none.</summary>
internal readonly struct Outcome<T>
    where T : class
{
    private Outcome(T? value, GatewayError? error)
    {
        Value = value;
        Error = error;
    }

    public T? Value { get; }

    public GatewayError? Error { get; }

    /// <summary>A value that is an interface, of which there are no conversions.</summary>
    public static Outcome<T> Of(T value) => new(value, null);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(GatewayError error) => new(null, error);

    /// <summary>True with the value; false with the error.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out GatewayError? error)
    {
        value = Value;
        error = Error;
        return value is not null;
    }
}
