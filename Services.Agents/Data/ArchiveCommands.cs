namespace Services.Agents.Data;

/// <summary>The command line beside the service: <c>import FILE</c> replaces the shop's data, <c>export FILE</c> writes it.</summary>
internal static class ArchiveCommands
{
    /// <summary>True when the arguments were a command, which then was carried out; false to run the service.</summary>
    public static async Task<bool> TryRunAsync(WebApplication app, string[] args)
    {
        if (args is not [("import" or "export") and var verb, var file])
        {
            return false;
        }

        var archive = app.Services.GetRequiredService<RetailArchive>();
        var stopping = app.Lifetime.ApplicationStopping;

        // Starting brings the schema up to date; the service itself may be running, so this one keeps away from its port.
        app.Urls.Clear();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync(stopping);
        try
        {
            if (verb == "import")
            {
                await using var source = File.OpenRead(file);
                await archive.ImportAsync(source, stopping);
            }
            else
            {
                await using var target = File.Create(file);
                await archive.ExportAsync(target, stopping);
            }
        }
        finally
        {
            await app.StopAsync(CancellationToken.None);
        }

        return true;
    }
}
