namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value from outside, for example a password. Configuration key <c>Parameters:NAME</c> overrides it.</summary>
public class ParameterResource : Resource, IValueProvider
{
    private readonly Lazy<string> _value;

    /// <param name="name">Unique in the model.</param>
    /// <param name="callback">Finds the value; called once.</param>
    /// <param name="secret">Never shown or logged.</param>
    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false) : base(name)
    {
        Secret = secret;
        _value = new Lazy<string>(() => callback(Default));
    }

    /// <summary>Never shown or logged.</summary>
    public bool Secret { get; }

    /// <summary>Where the value comes from when none is configured.</summary>
    public ParameterDefault? Default { get; set; }

    /// <inheritdoc />
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(_value.Value);
}

/// <summary>Where a parameter's value comes from when none is configured.</summary>
public abstract class ParameterDefault
{
    /// <summary>The value.</summary>
    public abstract string GetDefaultValue();
}
