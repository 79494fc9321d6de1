using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds parameters.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>A parameter that must be configured: <c>Parameters:NAME</c>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, _ => builder.Configuration[$"Parameters:{name}"]
            ?? throw new DistributedApplicationException($"The parameter '{name}' has no value. Set Parameters__{name} or Parameters:{name}."), secret));

    /// <summary>A parameter with a value.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false) =>
        builder.AddResource(new ParameterResource(name, _ => builder.Configuration[$"Parameters:{name}"] ?? value, secret));

    /// <summary>A parameter with a default.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Unique in the model.</param>
    /// <param name="value">Where the value comes from when none is configured.</param>
    /// <param name="secret">Never shown or logged.</param>
    /// <param name="persist">The same value at the next start; kept in the data folder, readable by its owner only.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false) =>
        builder.AddResource(Create(builder, name, value, secret, persist));

    internal static ParameterResource CreatePassword(IDistributedApplicationBuilder builder, string name) =>
        Create(builder, name, new GenerateParameterDefault { Special = false }, secret: true, persist: true);

    private static ParameterResource Create(IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret, bool persist)
    {
        var resource = new ParameterResource(name, fallback => builder.Configuration[$"Parameters:{name}"] ?? fallback!.GetDefaultValue(), secret);
        resource.Default = persist ? new PersistedDefault(builder, name, value) : value;
        return resource;
    }

    private sealed class PersistedDefault(IDistributedApplicationBuilder builder, string name, ParameterDefault inner) : ParameterDefault
    {
        public override string GetDefaultValue() => ((DistributedApplicationBuilder)builder).Local.Secrets.GetOrAdd(name, inner.GetDefaultValue);
    }
}
