namespace Services.Agents.Tools;

/// <summary>Ends a read tool with a sentence that the model can read; <see cref="InstrumentedTool"/> makes it the tool's result.</summary>
internal sealed class RefusedException(string sentence) : Exception(sentence);
