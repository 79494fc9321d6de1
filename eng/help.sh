# What './dev --help' and './dev COMMAND --help' print.

help_for() {
  case $1 in
    up) cat <<'TEXT'
./dev up [-d] [--gateways=N] [--stores=container|process] [--monitoring] [--web=dev]
         [--bind=ADDRESS --public]
  Installs what is missing, builds, and starts everything with Aspire. In the foreground until Ctrl-C, which stops it in good order.
  -d, --detach   returns once everything is healthy: 0, or 1 with the reason. './dev down' stops it.
  --gateways=N   how many gateways run behind one address, 1 to 9. Default: 1.
  --stores=KIND  container: Redis, RabbitMQ and PostgreSQL as containers; process: as processes of the OS packages. Default: containers
                 when an engine answers.
  --monitoring   starts Prometheus too, which scrapes every service and knows the alert rules. Without it, the dashboard starts it.
  --web=dev      adds Vite with hot reload beside the page that the gateway serves.
  --bind=ADDRESS where the gateway listens, for example 0.0.0.0 to let other machines in. Default: this machine only.
  --public       says that other machines are meant to be let in; without it, such an address is refused. Wants Auth__Authority in the
                 environment, an OpenID Connect provider, and takes the demo users away.
  The usual ports are 5080 (chat and gateway), 18888 (dashboard), 15672 (RabbitMQ console) and 19090 (Prometheus). Where one is in use another
  is taken, and kept from run to run.
TEXT
      ;;
    down) echo './dev down
  Stops the platform. Its data stays in .data/.' ;;
    status) echo './dev status [--json]
  Addresses, resources, health and process ids. Exit code 1 when the platform does not run.' ;;
    logs) echo './dev logs NAME [-f] [-n LINES]
  Console output of a resource, for example gateway or orchestrator.
  -f, --follow   goes on until Ctrl-C.
  -n, --tail     only the last lines.' ;;
    restart) echo './dev restart NAME
  Stops a resource and starts it again.' ;;
    trace) echo "./dev trace ID
  The spans of a turn, through every service. The page links it under each answer for staff." ;;
    test) echo "./dev test [NAME...] [--full [--restart]]
  Builds everything and runs every test: unit, integration on real servers, end to end in a browser, the evaluation suite.
  With names, only the suites whose name contains one of them. The last line is 'N passed, N failed'.
  A platform that runs meanwhile is not disturbed.
  --full      adds what takes too long for every run: kills in series, half an hour of clients that come and go. What has passed is kept in
              .data/ with the commit: the same command goes on where an interrupted run stopped.
  --restart   with --full: forgets what has passed.

./dev test --chaos[=MINUTES] [--seed=N] [--restart] [--report]
  Customers converse with a platform of its own while its processes are killed, paused and slowed down and its stores are full, locked,
  read-only or refuse; afterwards all that they saw is compared with what the stores hold. Default: 10 minutes. What has ended of a run is
  kept in .data/chaos/, also when it is interrupted, and all runs add up. Exit code 1 when something was wrong.
  --seed      who says what and what goes wrong; default: another each time.
  --restart   forgets the runs before.
  --report    writes tests/Chaos/REPORT.md and runs.jsonl of all runs." ;;
    eval) echo './dev eval [ARGUMENTS]
  The evaluation suite against the running platform, otherwise against one that is started for it and stopped again.
  The arguments go to the evaluation command of Services.Evals.' ;;
    bench) cat <<'TEXT'
./dev bench gateway [--scenario=NAME...] [--runs=N] [--minutes=N] [--quick] [--only=gateway|peer] [--report=FILE] [--json=FILE]
  Measures the gateway beside the npm socket.io server, on two cores: one for the server, one for the generator and Redis.
  --scenario     only these: fan-out, burst, paced, connections, memory, acks, durable-burst, durable-paced, churn.
  --runs         runs of each, of which the medians are told. Default: 3.
  --minutes      how long churn takes: the gateway's memory while clients come and go; it runs once, and only when named. Default: 30.
  --quick        one short run of each: to see that it works, not how fast.
  --only         only one of the two servers.
  --report       writes the Markdown report there, --json everything that was measured.
  It wants 'ulimit -n' of 11,000, two idle cores, and about 15 minutes.

./dev bench turns [--customers=N[,N...]] [--duration=40s] [--warmup=10s] [--prepare=60s] [--think=1s] [--runs=N]
                  [--wait=0s] [--gateway=URL] [--platform=FOLDER] [--baseline=FILE] [--report=FILE] [--json=FILE]
  Measures whole turns on the platform that runs: latencies, turns a second, processor time of a turn by resource, errors.
  --customers    how many talk at once, each in a session of their own; several numbers are measured one after the other. Default: 1,8,16.
  --duration     what is measured of a run, after the warm-up (--warmup).
  --prepare      how long as many as ever talk before the first run: a platform that has just started is slow.
  --think        a customer's mean pause after a reply.
  --runs         runs of each, of which the medians are told. Default: 3.
  --wait         how long a run waits for other work on the machine to end at most.
  --gateway      an address, for a platform that was not started from here; processor times are not known then.
  --platform     another checkout, whose platform is measured.
  --baseline     what --json wrote earlier: ratios to it are told.
  --report       writes the Markdown report there, --json everything that was measured.
  There are five demo users, and a user may send 60 messages a minute. For more, start the platform with
  Gateway__RateLimits__MessagesPerMinute=100000 Gateway__RateLimits__ConnectionsPerMinute=100000 ./dev up -d
TEXT
      ;;
    doctor) echo './dev doctor
  Says what is missing on this machine, and the command that mends it. Exit code 1 when something is missing.' ;;
    *) cat <<'TEXT'
./dev COMMAND

  up [-d]          start everything (-d: in the background, once all is healthy)
  down             stop it; the data stays in .data/
  status [--json]  addresses, resources, health, process ids
  logs NAME [-f]   console output of a resource
  restart NAME     stop a resource and start it again
  trace ID         a turn's trace, through every service
  test [NAME...]   every test
  eval             the evaluation suite
  bench gateway    the gateway's speed beside the npm socket.io server's
  bench turns      whole turns on the running platform: latency, throughput, processor time
  doctor           what is missing here, and how to get it

'./dev COMMAND --help' says more.
TEXT
      ;;
  esac
}

usage_error() {
  echo "./dev${1:+ $1}: not understood: $2" >&2
  help_for "$1" >&2
  exit 2
}
