using Services.Agents.Offline.Classification;

namespace Intents.Training;

internal sealed record Example(string Text, string Intent, string Source);
