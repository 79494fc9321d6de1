using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>Marks an endpoint as one of this library.</summary>
internal sealed class EngineEndpoint(RequestDelegate handler)
{
    private readonly Attribute[] _attributes = [.. handler.Method.GetCustomAttributes()];

    /// <summary>True for metadata that every endpoint of this library has, and that says nothing about who may use it.</summary>
    public bool Knows(object metadata) =>
        ReferenceEquals(metadata, this)
        || metadata is IRouteDiagnosticsMetadata
        || (metadata is MethodInfo method && method == handler.Method)
        || Array.Exists(_attributes, metadata.Equals);
}
