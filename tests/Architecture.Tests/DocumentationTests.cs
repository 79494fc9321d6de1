using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>What the documents name is there: commands, links, files, projects.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Documents => [.. Repository.Documents.Keys];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Commands_OfADocument_AreInTheScriptsHelp(string document)
    {
        foreach (var words in Repository.Documents[document].DevCommands.Where(words => words.Length > 0))
        {
            var help = await DevScript.HelpAsync(words[0]);

            Assert.True(help.StartsWith($"./dev {words[0]}", StringComparison.Ordinal), $"{document}: './dev {words[0]}' is no command.");
            Assert.All(
                words.Where(word => word.StartsWith('-')),
                option =>
                    Assert.True(
                        Regex.IsMatch(help, $@"(?<![\w-]){Regex.Escape(option.Split('=')[0])}(?![\w-])"),
                        $"{document}: './dev {words[0]}' has no {option}."
                    )
            );
        }
    }

    [Fact]
    public async Task Readme_ListsEveryCommandOfTheScript()
    {
        var help = await DevScript.HelpAsync();
        var commands = CommandOfHelp().Matches(help).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(commands);
        Assert.Empty(
            commands.Except(Repository.Documents["README.md"].DevCommands.Where(words => words.Length > 0).Select(words => words[0]))
        );
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_OfADocument_LeadSomewhere(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root.FullName, document))!;

        Assert.All(
            Repository.Documents[document].Links.Where(link => !link.Contains("://", StringComparison.Ordinal)),
            link =>
            {
                var (path, fragment) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
                var target =
                    path.Length == 0 ? Path.Combine(Repository.Root.FullName, document) : Path.GetFullPath(Path.Combine(folder, path));
                Assert.True(Path.Exists(target), $"{document}: nothing is at {link}.");
                if (fragment is not null)
                {
                    Assert.Contains(fragment, Repository.Documents[Repository.PathOf(new FileInfo(target))].Anchors);
                }
            }
        );
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Paths_InADocumentsCode_AreOfTheRepository(string document)
    {
        var missing = Repository
            .Documents[document]
            .CodeSpans.Where(code => PathOrFile().IsMatch(code))
            .Where(code => !Repository.Has(code.TrimEnd('/')));

        Assert.Empty(missing);
    }

    /// <summary>A command of the script's help, after two spaces and before its arguments and what it does.</summary>
    [GeneratedRegex("^  ([a-z]+) ", RegexOptions.Multiline)]
    private static partial Regex CommandOfHelp();

    /// <summary>A path (<c>Otlp/Protobuf</c>, <c>docs/</c>), a file (<c>AppHost.cs</c>), or a project of the product.</summary>
    [GeneratedRegex(
        @"^(\w[\w.-]*/[\w./-]*|[\w-][\w.-]*\.(cs|csproj|props|targets|sln|md|json|sh|mjs|ts|tsx|css|txt|sql|proto)|Services\.\w+(\.\w+)?)$"
    )]
    private static partial Regex PathOrFile();
}
