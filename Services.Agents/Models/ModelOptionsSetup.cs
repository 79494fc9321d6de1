using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Services.Agents.Models.Providers;
using Services.Contracts.Agents;

namespace Services.Agents.Models;

/// <summary>Completes <see cref="ModelOptions"/> from the environment's keys, and checks them.</summary>
internal sealed class ModelOptionsSetup(IConfiguration configuration, IEnumerable<IModelProvider> kinds)
    : IPostConfigureOptions<ModelOptions>,
        IValidateOptions<ModelOptions>
{
    private const string Offline = "offline";

    /// <inheritdoc/>
    public void PostConfigure(string? name, ModelOptions options)
    {
        AddFromEnvironment(options, "openai", "OPENAI", "gpt-4.1-mini");
        AddFromEnvironment(options, "anthropic", "ANTHROPIC", "claude-sonnet-4-5");
        options.Providers.TryAdd(Offline, new ModelProviderOptions { Kind = Offline, Model = Offline });
        if (options.Default.Count > 0)
        {
            return;
        }

        foreach (var implied in new[] { "openai", "anthropic", Offline }.Where(options.Providers.ContainsKey))
        {
            options.Default.Add(implied);
        }
    }

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ModelOptions options)
    {
        List<string> failures =
        [
            .. options.Providers.SelectMany(pair => Check($"{ModelOptions.Section}:Providers:{pair.Key}", pair.Value)),
        ];
        failures.AddRange(
            options
                .Default.Where(provider => !options.Providers.ContainsKey(provider))
                .Select(provider => $"{ModelOptions.Section}:Default names the provider '{provider}', which is not configured.")
        );
        foreach (var (agent, providers) in options.Agents)
        {
            if (!AgentNames.All.Contains(agent))
            {
                failures.Add($"{ModelOptions.Section}:Agents:{agent} is for no agent; there are {string.Join(", ", AgentNames.All)}.");
            }

            failures.AddRange(
                providers
                    .Where(provider => !options.Providers.ContainsKey(provider))
                    .Select(provider => $"{ModelOptions.Section}:Agents:{agent} names the provider '{provider}', which is not configured.")
            );
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private void AddFromEnvironment(ModelOptions options, string kind, string prefix, string model)
    {
        var key = configuration[$"{prefix}_API_KEY"];
        if (string.IsNullOrWhiteSpace(key))
        {
            return;
        }

        foreach (var provider in options.Providers.Values.Where(provider => provider.Kind == kind && provider.BaseUrl is null))
        {
            provider.ApiKey ??= key;
        }

        options.Providers.TryAdd(
            kind,
            new ModelProviderOptions
            {
                Kind = kind,
                Model = configuration[$"{prefix}_MODEL"] ?? model,
                ApiKey = key,
            }
        );
    }

    private IEnumerable<string> Check(string setting, ModelProviderOptions provider)
    {
        var known = kinds.Select(kind => kind.Kind).Order(StringComparer.Ordinal).ToList();
        if (!known.Contains(provider.Kind))
        {
            yield return $"{setting}:Kind is '{provider.Kind}'; it has to be one of {string.Join(", ", known)}.";
            yield break;
        }

        if (provider.Kind != Offline)
        {
            if (string.IsNullOrWhiteSpace(provider.Model))
            {
                yield return $"{setting}:Model is missing; it names the model to use.";
            }

            if (provider.BaseUrl is null && string.IsNullOrWhiteSpace(provider.ApiKey))
            {
                yield return $"{setting}:ApiKey is missing; a provider without a BaseUrl of its own needs one.";
            }

            if (provider.BaseUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
            {
                yield return $"{setting}:BaseUrl has to be an absolute http or https address.";
            }
        }

        List<ValidationResult> results = [];
        Validator.TryValidateObject(provider, new ValidationContext(provider), results, validateAllProperties: true);
        foreach (var result in results)
        {
            yield return $"{setting}:{string.Join(", ", result.MemberNames)} is out of range. {result.ErrorMessage}";
        }
    }
}
