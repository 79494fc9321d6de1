namespace ServiceDefaults.Health;

/// <summary>How this process fares: what tells a service that is busy from one that is stuck.</summary>
public sealed record ProcessPerformance
{
    /// <summary>Work that waits for a thread of the pool; stays near 0 in a service that is well.</summary>
    public required long ThreadPoolQueueLength { get; init; }

    /// <summary>Threads of the pool.</summary>
    public required int ThreadPoolThreads { get; init; }

    /// <summary>How much of the process' life so far it stood still for garbage collections, 0 to 100.</summary>
    public required double GcPausePercent { get; init; }

    /// <summary>How long it last stood still for one, in milliseconds; 0 before the first.</summary>
    public required double LastGcPauseMs { get; init; }

    /// <summary>Bytes on the managed heap.</summary>
    public required long HeapBytes { get; init; }

    /// <summary>Bytes of memory that the process occupies.</summary>
    public required long WorkingSetBytes { get; init; }

    /// <summary>The figures at this moment; cheap.</summary>
    public static ProcessPerformance Read()
    {
        var collections = GC.GetGCMemoryInfo();
        return new ProcessPerformance
        {
            ThreadPoolQueueLength = ThreadPool.PendingWorkItemCount,
            ThreadPoolThreads = ThreadPool.ThreadCount,
            GcPausePercent = collections.PauseTimePercentage,
            LastGcPauseMs = collections.PauseDurations.Length > 0 ? collections.PauseDurations[0].TotalMilliseconds : 0,
            HeapBytes = GC.GetTotalMemory(forceFullCollection: false),
            WorkingSetBytes = Environment.WorkingSet,
        };
    }
}
