using Services.Agents.Offline.Classification;

namespace Services.Agents.Offline.Skills;

/// <summary>
/// Carries out some intents. A skill keeps nothing between calls: it looks at what the conversation holds, and either asks for the next
/// thing that is missing (from the user or from a tool) or answers.
/// </summary>
internal interface ISkill
{
    /// <summary>The intents it carries out.</summary>
    IReadOnlyList<string> Intents { get; }

    /// <summary>The next action.</summary>
    DialogueAction Next(DialogueContext context);

    /// <summary>True when, after a change, the same request has another one to make.</summary>
    bool HasMore(DialogueContext context) => false;
}
