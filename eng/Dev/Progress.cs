namespace Switchboard.Dev;

internal static class Progress
{
    public static void Write(string line) => Console.WriteLine($"  {line}");
}
