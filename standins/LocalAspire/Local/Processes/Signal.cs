using System.Runtime.InteropServices;

namespace LocalAspire.Processes;

/// <summary>POSIX signals by their numbers, which Linux and macOS share.</summary>
internal enum Signal
{
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,
}

internal static partial class Signals
{
    private const int NoSuchProcess = 3;

    /// <summary>False when there is no such process any more.</summary>
    public static bool Send(int pid, Signal signal) => Kill(pid, (int)signal) == 0 || Marshal.GetLastPInvokeError() != NoSuchProcess;

    /// <summary>To every process of the group that the process leads.</summary>
    public static bool SendToGroup(int pid, Signal signal) => Send(-pid, signal);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
