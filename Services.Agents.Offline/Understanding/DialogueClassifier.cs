using Services.Agents.Offline.Classification;
using Services.Agents.Offline.History;
using Services.Contracts.Agents;

namespace Services.Agents.Offline.Understanding;

/// <summary>
/// Classifies a conversation's last message in the light of what came before: "cancel it", "yes" and "the second one" have the intent of
/// what they follow up. Deterministic, keeps nothing between calls; safe for use by many requests at once.
/// </summary>
public sealed class DialogueClassifier
{
    private readonly DialogueStateTracker _tracker = new(new IntentReader(IntentClassifier.Shared));

    /// <summary>The intent of a conversation whose last message is the user's.</summary>
    public IntentGuess Classify(IReadOnlyList<TranscriptMessage> messages)
    {
        var state = _tracker.Track(DialogueHistoryReader.Read(messages));
        return new IntentGuess(state.Intent, state.Confidence);
    }
}
