namespace Services.Agents.Catalog;

/// <summary>The agents' prompts: versioned files, embedded.</summary>
internal static class Prompts
{
    /// <summary>The text of a prompt, for example of <c>order.v1</c>.</summary>
    public static string Read(string name)
    {
        var resource = $"Services.Agents.Prompts.{name}.md";
        using var stream =
            typeof(Prompts).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"There is no prompt {name}: Prompts/{name}.md is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
