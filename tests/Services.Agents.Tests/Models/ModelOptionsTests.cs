using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Services.Agents.Models;
using Services.Agents.Offline;
using Services.Contracts.Agents;

namespace Services.Agents.Tests.Models;

/// <summary>What settings make of the agents' models.</summary>
public sealed class ModelOptionsTests
{
    [Fact]
    public void Describe_NothingConfigured_EveryAgentIsOffline() =>
        Assert.All(Catalog().Describe(), agent => Assert.Equal("offline", Assert.Single(agent.Models).Provider));

    [Fact]
    public void Describe_KeysInTheEnvironment_ComeBeforeTheOfflineModel()
    {
        var models = Catalog(("OPENAI_API_KEY", "k1"), ("ANTHROPIC_API_KEY", "k2"), ("OPENAI_MODEL", "gpt-test")).Describe();

        Assert.All(models, agent => Assert.Equal(["openai", "anthropic", "offline"], agent.Models.Select(model => model.Provider)));
        Assert.Equal("gpt-test", models.First().Models[0].Model);
    }

    [Fact]
    public void Describe_ListOfAnAgentsOwn_IsThatAgentsOnly()
    {
        var models = Catalog(
                ("Models:Providers:local:Kind", "openai"),
                ("Models:Providers:local:Model", "qwen"),
                ("Models:Providers:local:BaseUrl", "http://localhost:11434/v1"),
                ("Models:Agents:order:0", "local"),
                ("Models:Agents:order:1", "offline")
            )
            .Describe()
            .ToDictionary(agent => agent.Agent);

        Assert.Equal(["local", "offline"], models[AgentNames.Order].Models.Select(model => model.Provider));
        Assert.Equal(["offline"], models[AgentNames.Support].Models.Select(model => model.Provider));
    }

    [Theory]
    [InlineData("Models:Default:0", "nobody", "Models:Default")]
    [InlineData("Models:Agents:sales:0", "offline", "Models:Agents:sales")]
    [InlineData("Models:Agents:order:0", "nobody", "Models:Agents:order")]
    [InlineData("Models:Providers:x:Kind", "psychic", "Models:Providers:x:Kind")]
    [InlineData("Models:Providers:x:Kind", "openai", "Models:Providers:x:Model")]
    [InlineData("Models:Providers:x:Kind", "anthropic", "Models:Providers:x:ApiKey")]
    [InlineData("Models:Providers:offline:Timeout", "00:00:00", "Models:Providers:offline:Timeout")]
    public void Validate_WrongSetting_IsNamed(string setting, string value, string named)
    {
        var exception = Assert.Throws<OptionsValidationException>(() =>
            Catalog((setting, value), ("Models:Providers:offline:Kind", "offline"))
        );

        Assert.Contains(named, exception.Message, StringComparison.Ordinal);
    }

    private static ModelCatalog Catalog(params (string Key, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddModels();
        builder.AddOfflineModel();
        return builder.Services.BuildServiceProvider().GetRequiredService<ModelCatalog>();
    }
}
