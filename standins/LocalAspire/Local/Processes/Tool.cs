using System.Diagnostics;

namespace LocalAspire.Processes;

/// <summary>Runs a program that does one thing and ends.</summary>
internal static class Tool
{
    /// <summary>Its exit code. Output goes line by line to <paramref name="log"/>.</summary>
    public static async Task<int> RunAsync(LaunchPlan plan, Action<string> log, CancellationToken cancellationToken)
    {
        using var child = Launcher.Start(plan, (line, _) => log(line));
        try
        {
            return await child.Exited.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            child.Kill();
            throw;
        }
    }

    /// <summary>Whether a program ends with exit code 0. Its output is dropped.</summary>
    public static bool Succeeds(string fileName, params IEnumerable<string> arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(fileName, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            process.StandardInput.Close();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
