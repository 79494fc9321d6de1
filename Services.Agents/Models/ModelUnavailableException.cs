namespace Services.Agents.Models;

/// <summary>No provider of an agent answered.</summary>
internal sealed class ModelUnavailableException(string message, Exception inner) : Exception(message, inner);
