using Services.Agents.Offline.Classification;
using Services.Agents.Offline.Understanding;
using Services.Contracts.Agents;

namespace Services.Agents.Routing;

/// <summary>
/// Routes with the trained classifier and the conversation so far: a follow-up ("cancel it", "yes", "the second one") goes to the agent of
/// what it follows up. Deterministic, well under a millisecond for a usual conversation.
/// </summary>
internal sealed class ClassifierTriage(DialogueClassifier classifier) : ITriage
{
    /// <inheritdoc/>
    public ValueTask<TriageResult> ClassifyAsync(TriageRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var guess = classifier.Classify(request.Messages);

        // A bare yes or no, or what was not understood, stays where the conversation is.
        var stays = Intents.IsReply(guess.Intent) || guess.Intent == Intents.Unknown;
        var agent =
            stays && request.PreviousAgent is { } previous && AgentNames.All.Contains(previous) ? previous : Intents.AgentFor(guess.Intent);

        return ValueTask.FromResult(
            new TriageResult
            {
                Agent = agent,
                Intent = guess.Intent,
                Confidence = Math.Round(guess.Confidence, 3),
            }
        );
    }
}
