using Services.Gateway.SocketIo.Tests.Server;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.SocketIo.Tests.Package;

/// <summary>What the library's README shows is compiled, and run with the official client.</summary>
public sealed class ReadmeTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Package");

    [Fact]
    public async Task Sample_OfTheReadme_IsTheOneThatIsCompiled()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Folder, "README.md"));
        var sample = await File.ReadAllTextAsync(Path.Combine(Folder, "ReadmeSample.cs"));

        var shown = readme.Split("```csharp\n")[1].Split("app.Run();\n```")[0];

        var compiled = sample.Split("        // README\n")[1].Replace("\n        ", "\n", StringComparison.Ordinal).TrimStart();
        Assert.Equal(compiled, shown);
    }

    [Fact]
    public async Task Sample_WithTheOfficialClient_DoesWhatItSays()
    {
        await using var app = ReadmeSample.Create(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        await app.StartAsync();
        var address = new Uri(app.Urls.Single());
        await using var clients = await OfficialClients.StartAsync();
        object As(string name) => new { query = new { name }, transports = new[] { "websocket" } };

        var ada = clients.Open(address, options: As("Ada"));
        await ada.WaitForAsync("connect");
        var grace = clients.Open(address, options: As("Grace"));
        var nobody = clients.Open(address);

        Assert.Equal("Grace", (await ada.WaitForAsync("joined")).GetString());
        Assert.Equal("Who are you?", (await nobody.WaitForAsync("connect_error")).GetProperty("message").GetString());
        Assert.True((await grace.AskAsync("chat", "hello", 1)).GetBoolean());
        Assert.Equal("hello", (await ada.WaitForAsync("chat")).GetString());
    }
}
