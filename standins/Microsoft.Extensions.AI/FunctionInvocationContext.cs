namespace Microsoft.Extensions.AI;

/// <summary>One invocation of a function by <see cref="FunctionInvokingChatClient"/>.</summary>
public class FunctionInvocationContext
{
    /// <summary>The function.</summary>
    public required AIFunction Function { get; set; }

    /// <summary>Its arguments.</summary>
    public required AIFunctionArguments Arguments { get; set; }

    /// <summary>The model's call.</summary>
    public required FunctionCallContent CallContent { get; set; }

    /// <summary>The conversation so far.</summary>
    public required IList<ChatMessage> Messages { get; set; }

    /// <summary>The options of the request.</summary>
    public ChatOptions? Options { get; set; }

    /// <summary>The iteration of the loop, from 0.</summary>
    public int Iteration { get; set; }

    /// <summary>The position of this call among those of the iteration.</summary>
    public int FunctionCallIndex { get; set; }

    /// <summary>How many calls the iteration has.</summary>
    public int FunctionCount { get; set; }

    /// <summary>Set to true to end the loop after this iteration.</summary>
    public bool Terminate { get; set; }

    /// <summary>True when the caller streams.</summary>
    public bool IsStreaming { get; set; }
}
