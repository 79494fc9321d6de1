namespace Aspire.Hosting;

/// <summary>The application model is wrong, or a resource cannot do what is asked of it. The message is for a person.</summary>
public class DistributedApplicationException : Exception
{
    /// <inheritdoc />
    public DistributedApplicationException()
    {
    }

    /// <inheritdoc />
    public DistributedApplicationException(string message) : base(message)
    {
    }

    /// <inheritdoc />
    public DistributedApplicationException(string message, Exception inner) : base(message, inner)
    {
    }
}
