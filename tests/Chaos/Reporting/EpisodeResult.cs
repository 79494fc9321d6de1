using System.Text.Json;
using System.Text.Json.Serialization;
using Chaos.Audit;

namespace Chaos.Reporting;

/// <summary>A minute or two of faults with the audit behind it: a line of the record.</summary>
internal sealed record EpisodeResult
{
    public required string Commit { get; init; }

    public required DateTimeOffset At { get; init; }

    public required int Seed { get; init; }

    /// <summary>Which of the run's episodes, from 0: it decides what its customers and faults are.</summary>
    public required int Episode { get; init; }

    public required double Seconds { get; init; }

    public required IReadOnlyList<FaultResult> Faults { get; init; }

    /// <summary>Turns that were acknowledged.</summary>
    public required int Accepted { get; init; }

    /// <summary>How they ended, by the names of the session dialect.</summary>
    public required IReadOnlyDictionary<string, int> Endings { get; init; }

    /// <summary>Messages that nobody took for two minutes.</summary>
    public required int Refused { get; init; }

    public required int Sessions { get; init; }

    /// <summary>Changes that customers agreed to.</summary>
    public required int Agreed { get; init; }

    public required int Done { get; init; }

    /// <summary>Pieces of replies that clients got.</summary>
    public required int Pieces { get; init; }

    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Resident memory in MiB, by process.</summary>
    public required IReadOnlyDictionary<string, long> MemoryMiB { get; init; }

    /// <summary>Size of tables with their indices in KiB; those of a schema together.</summary>
    public required IReadOnlyDictionary<string, long> TablesKiB { get; init; }
}

/// <summary>What went wrong, and how long it was until all went well again.</summary>
/// <param name="At">Seconds since the episode began.</param>
/// <param name="Kind">What.</param>
/// <param name="Target">Of which process.</param>
/// <param name="Seconds">How long it lasted.</param>
/// <param name="IsAlone">False where another process had a fault at the same time.</param>
/// <param name="Recovery">
/// Seconds from the kill, or from the end of what lasted, until turns that were asked in that moment at every gateway had whole replies;
/// null if they had none.
/// </param>
internal sealed record FaultResult(double At, string Kind, string Target, double Seconds, bool IsAlone, double? Recovery);

/// <summary>The lines' JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EpisodeResult))]
internal sealed partial class RecordJson : JsonSerializerContext;
