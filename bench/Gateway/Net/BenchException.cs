namespace Gateway.Bench.Net;

/// <summary>A run that says nothing about speed: its message is for the person who started it.</summary>
internal sealed class BenchException(string message) : Exception(message);
