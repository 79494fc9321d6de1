using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Runs an AppHost's entry point up to the moment when it builds its application, and keeps the builder.</summary>
internal sealed class EntryPointCapture(
    Assembly assembly, string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
{
    private static readonly AsyncLocal<EntryPointCapture?> Ambient = new();

    private TestingBuilder? _complete;

    /// <summary>Null outside a captured entry point.</summary>
    public static EntryPointCapture? Current => Ambient.Value;

    public async Task<IDistributedApplicationTestingBuilder> RunAsync(CancellationToken cancellationToken)
    {
        var entryPoint = assembly.EntryPoint ?? throw new DistributedApplicationException($"{assembly.GetName().Name} has no entry point.");
        await Task.Run(() =>
        {
            Ambient.Value = this;
            try
            {
                var parameters = entryPoint.GetParameters().Length == 0 ? null : new object[] { args };
                entryPoint.Invoke(null, BindingFlags.DoNotWrapExceptions, null, parameters, null);
            }
            catch (HostAbortedException) when (_complete is not null)
            {
                // The entry point has done its part: it ends at Build, which only the test continues.
            }
        }, cancellationToken);
        return _complete ?? throw new DistributedApplicationException($"The entry point of {assembly.GetName().Name} built no application.");
    }

    public IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options)
    {
        options.DisableDashboard = true;
        options.AssemblyName ??= assembly.GetName().Name;
        configure(options, new HostApplicationBuilderSettings());
        return new TestingBuilder(options, this);
    }

    /// <summary>The first time, the entry point ends here.</summary>
    public void BuilderIsComplete(TestingBuilder builder)
    {
        if (Interlocked.CompareExchange(ref _complete, builder, null) is null)
        {
            throw new HostAbortedException();
        }
    }
}
