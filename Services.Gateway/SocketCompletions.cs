namespace Services.Gateway;

/// <summary>Where continuations of socket operations run.</summary>
internal static class SocketCompletions
{
    private const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>
    /// On the thread that learned of the completion, which saves a hop to the pool for every read: nothing here blocks. Call it before the
    /// first socket is made; the runtime looks once. The variable set from outside wins.
    /// </summary>
    public static void RunInline()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
        {
            Environment.SetEnvironmentVariable(Variable, "1");
        }
    }
}
