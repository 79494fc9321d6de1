# What is missing, and the command that mends it.

doctor() {
  case $(uname -s) in
    MINGW* | MSYS* | CYGWIN*)
      echo 'Windows: run it inside WSL. In an administrator PowerShell:  wsl --install -d Debian'
      return 1
      ;;
  esac
  find_installer
  wrong=0
  check '.NET SDK 10' has_dotnet_10 "$dotnet_help"
  check 'Node.js 20+, npm' has_node_20 "$node_help"
  check 'Redis' 'has_program_of redis-server' "$install $redis"
  check 'RabbitMQ' 'has_program_of rabbitmq-server' "$install $rabbitmq"
  check 'PostgreSQL' 'has_program_of postgresql' "$install $postgres"
  check 'Chromium (tests)' 'has_program_of chromium' "$install $chromium"
  check 'Prometheus (tests)' 'has_program_of prometheus' "$install $prometheus"
  # Ends servers with whoever started them; Linux only, where it belongs to the base system.
  [ "$(uname -s)" != Linux ] || check 'setpriv' 'have setpriv' "$install $setpriv"
  if [ "$automatic" = yes ] && [ $wrong -gt 0 ]; then
    echo
    echo "'./dev up' and './dev test' install Redis, RabbitMQ, PostgreSQL, Chromium and Prometheus themselves, without starting their services."
  fi
  [ $wrong -eq 0 ]
}

check() {
  if eval "$2"; then
    printf '  ok       %s\n' "$1"
  else
    printf '  missing  %-18s %s\n' "$1" "$3"
    wrong=$((wrong + 1))
  fi
}

find_installer() {
  sudo=
  if [ "$(id -u)" -ne 0 ]; then sudo='sudo '; fi
  dotnet_help='curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0   # then put ~/.dotnet on the PATH'
  node_help='https://nodejs.org/en/download'
  automatic=no redis=redis rabbitmq=rabbitmq-server postgres=postgresql chromium=chromium prometheus=prometheus setpriv=util-linux
  if have apt-get; then
    automatic=yes install="${sudo}apt-get install -y" redis=redis-server
    node_help="curl -fsSL https://deb.nodesource.com/setup_22.x | ${sudo}bash - && ${sudo}apt-get install -y nodejs"
  elif have brew; then
    install='brew install' rabbitmq=rabbitmq postgres=postgresql@17 chromium='--cask chromium' setpriv=util-linux
    dotnet_help='brew install --cask dotnet-sdk' node_help='brew install node'
  elif have dnf; then
    install="${sudo}dnf install -y" postgres=postgresql-server
    dotnet_help="${sudo}dnf install -y dotnet-sdk-10.0" node_help="${sudo}dnf install -y nodejs npm"
  elif have pacman; then
    install="${sudo}pacman -S --needed" rabbitmq=rabbitmq
    dotnet_help="${sudo}pacman -S --needed dotnet-sdk aspnet-runtime" node_help="${sudo}pacman -S --needed nodejs npm"
  elif have zypper; then
    install="${sudo}zypper install -y" postgres=postgresql-server
    node_help="${sudo}zypper install -y nodejs22 npm22"
  elif have apk; then
    install="${sudo}apk add"
    dotnet_help="${sudo}apk add dotnet10-sdk" node_help="${sudo}apk add nodejs npm"
  else
    install='install with your package manager:'
  fi
}
