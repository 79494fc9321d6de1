namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource with a name.</summary>
public abstract class Resource : IResource
{
    /// <param name="name">Unique in the model; 1 to 64 letters, digits and hyphens, beginning with a letter.</param>
    protected Resource(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Length > 64 || !char.IsAsciiLetter(name[0]) || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '-'))
        {
            throw new ArgumentException($"'{name}' is no resource name: 1 to 64 letters, digits and hyphens, beginning with a letter.", nameof(name));
        }

        Name = name;
    }

    /// <inheritdoc />
    public virtual string Name { get; }

    /// <inheritdoc />
    public virtual ResourceAnnotationCollection Annotations { get; } = [];
}
