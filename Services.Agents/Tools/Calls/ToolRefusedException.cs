namespace Services.Agents.Tools.Calls;

/// <summary>Ends a read tool with a sentence that the model can read; <see cref="InstrumentedTool"/> makes it the tool's result.</summary>
internal sealed class ToolRefusedException(string sentence) : Exception(sentence);
