namespace AppHost.Processes;

/// <summary>
/// How a server becomes a child that ends with its parent: the kernel signals it when the process that started it is gone, however that
/// went. Each is the script of <c>sh -c</c>; the arguments behind it are <c>$0</c> and the server's command line. What a server writes
/// is its user's only.
/// </summary>
internal static class Scripts
{
    /// <summary>The shell becomes the server.</summary>
    public const string Run = """umask 077; exec $(command -v setpriv >/dev/null && echo setpriv --pdeathsig TERM) "$@" """;

    /// <summary>The shell stays, and turns the request to stop into an interrupt: the server then does not wait for its clients.</summary>
    public const string RunInterruptible = """
        umask 077
        trap 'kill -INT $server' TERM INT
        $(command -v setpriv >/dev/null && echo setpriv --pdeathsig INT) "$@" &
        server=$!
        wait $server
        wait $server
        """;

    /// <summary>
    /// For RabbitMQ. The arguments before its command line are Erlang's port mapper, which goes when the broker goes, and <c>erl</c>. The
    /// shell stays: a broker with the management plugin takes five seconds to stop, since a handler of the plugin's asks the process that
    /// stops it and that waits for it, and would be killed before it has. So the handler is taken out first.
    /// </summary>
    public const string RunRabbitMq = """
        umask 077
        mapper="$1"
        erl="$2"
        shift 2
        stop() {
          "$erl" -noinput -hidden -dist_listen false -start_epmd false -sname "stop@${RABBITMQ_NODENAME#*@}" -eval "
            rpc:call('$RABBITMQ_NODENAME', gen_event, delete_handler, [rabbit_event, rabbit_mgmt_db_handler, stop], 1000), halt()." \
            >/dev/null 2>&1
          kill -TERM $server
        }
        trap stop TERM INT
        $(command -v setpriv >/dev/null && echo setpriv --pdeathsig KILL) "$mapper" &
        $(command -v setpriv >/dev/null && echo setpriv --pdeathsig TERM) "$@" &
        server=$!
        wait $server
        wait $server
        """;
}
