# What is on this machine.

have() { command -v "$1" >/dev/null 2>&1; }

# The major version that a program prints, 0 when it is missing or broken.
major_version() {
  have "$1" || { echo 0; return; }
  version=$("$1" --version 2>/dev/null | head -n 1 | tr -dc '0-9.' | cut -d . -f 1)
  echo "${version:-0}"
}

has_dotnet_10() { have dotnet && dotnet --list-sdks 2>/dev/null | grep -Eq '^(1[0-9]|[2-9][0-9])\.'; }
has_node_20() { [ "$(major_version node)" -ge 20 ] && have npm; }

# Whether the program behind a package is here, wherever it was installed from.
has_program_of() {
  case $1 in
    redis-server) have redis-server || [ -x /usr/bin/redis-server ] ;;
    rabbitmq-server) [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || have rabbitmq-server ;;
    postgresql) have postgres && have initdb || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 ;;
    prometheus) have prometheus && have promtool ;;
    chromium) have chromium || have chromium-browser || have google-chrome || [ -d '/Applications/Google Chrome.app' ] ;;
    *) return 1 ;;
  esac
}

# State that root made is of no use to somebody else.
require_own_data() {
  if [ -e "$DEV_ROOT/.data" ] && [ ! -w "$DEV_ROOT/.data" ]; then
    echo "$DEV_ROOT/.data belongs to $(ls -ld "$DEV_ROOT/.data" | awk '{ print $3 }'). Run './dev' as that user, or remove the folder." >&2
    exit 1
  fi
}

require_sdk() {
  if has_dotnet_10 && has_node_20; then return; fi
  has_dotnet_10 || echo 'The .NET SDK 10 is missing.' >&2
  has_node_20 || echo 'Node.js 20 or newer, with npm, is missing.' >&2
  echo "'./dev doctor' says how to get them." >&2
  exit 1
}
