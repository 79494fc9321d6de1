using System.Runtime.InteropServices;

namespace Switchboard.Testing;

/// <summary>What the running thread has used of the processor. Unlike a watch, it stands while other processes have their turn.</summary>
internal static class ThreadClock
{
    private static readonly int Clock = OperatingSystem.IsMacOS() ? 16 : 3;

    /// <summary>Since the thread began.</summary>
    public static TimeSpan Now
    {
        get
        {
            Marshal.ThrowExceptionForHR(Read(Clock, out var time));
            return TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1_000);
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Read(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
