namespace Aspire.Hosting;

/// <summary>How an application is built.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>The command line.</summary>
    public string[]? Args { get; set; }

    /// <summary>The AppHost's assembly. Default: the entry assembly.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>Runs without dashboard and OTLP receiver. Default: false; true under test.</summary>
    public bool DisableDashboard { get; set; }
}

/// <summary>What an application is built for.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>To run here.</summary>
    Run,

    /// <summary>To be deployed elsewhere.</summary>
    Publish,
}

/// <summary>How an application is run.</summary>
public sealed class DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
{
    /// <summary>What it is built for.</summary>
    public DistributedApplicationOperation Operation { get; } = operation;

    /// <summary>Runs here.</summary>
    public bool IsRunMode => Operation is DistributedApplicationOperation.Run;

    /// <summary>Is deployed elsewhere.</summary>
    public bool IsPublishMode => Operation is DistributedApplicationOperation.Publish;
}
