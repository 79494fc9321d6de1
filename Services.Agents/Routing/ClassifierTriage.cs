using Services.Agents.Models.Offline.Transcripts;
using Services.Agents.Models.Offline.Understanding;
using Services.Contracts.Agents;

namespace Services.Agents.Routing;

/// <summary>
/// Routes with the trained classifier and the conversation so far: a follow-up ("cancel it", "yes", "the second one") goes to the agent of
/// what it follows up. Deterministic, well under a millisecond for a usual conversation.
/// </summary>
internal sealed class ClassifierTriage(IntentClassifier classifier) : ITriage
{
    private readonly DialogueReader _reader = new(classifier);

    /// <inheritdoc/>
    public ValueTask<TriageResult> ClassifyAsync(TriageRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var state = _reader.Read(TranscriptReader.Read(request.Messages));

        // A bare yes or no, or what was not understood, stays where the conversation is.
        var stays = Intents.IsReply(state.Intent) || state.Intent == Intents.Unknown;
        var agent =
            stays && request.PreviousAgent is { } previous && AgentNames.All.Contains(previous) ? previous : Intents.AgentFor(state.Intent);
        return ValueTask.FromResult(
            new TriageResult
            {
                Agent = agent,
                Intent = state.Intent,
                Confidence = Math.Round(state.Confidence, 3),
            }
        );
    }
}
