namespace Services.Orchestrator.Context;

/// <summary>Counts tokens as the models do.</summary>
internal interface ITokenCounter
{
    /// <summary>Tokens of a text; 0 for an empty one.</summary>
    int Count(string text);
}
