namespace AppHost.Processes;

/// <summary>
/// How a server becomes a child that ends with its parent: the kernel signals it when the process that started it is gone, however that
/// went. Each is the script of <c>sh -c</c>; the arguments behind it are <c>$0</c> and the server's command line.
/// </summary>
internal static class Scripts
{
    /// <summary>The shell becomes the server.</summary>
    public const string Run = """exec $(command -v setpriv >/dev/null && echo setpriv --pdeathsig TERM) "$@" """;

    /// <summary>The shell stays, and turns the request to stop into an interrupt: the server then does not wait for its clients.</summary>
    public const string RunInterruptible = """
        trap 'kill -INT $server' TERM INT
        $(command -v setpriv >/dev/null && echo setpriv --pdeathsig INT) "$@" &
        server=$!
        wait $server
        wait $server
        """;

    /// <summary>The shell becomes the server; the first argument is a port mapper that goes when the server goes.</summary>
    public const string RunWithPortMapper = """
        mapper="$1"
        shift
        $(command -v setpriv >/dev/null && echo setpriv --pdeathsig KILL) "$mapper" &
        exec $(command -v setpriv >/dev/null && echo setpriv --pdeathsig TERM) "$@"
        """;
}
