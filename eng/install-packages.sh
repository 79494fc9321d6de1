#!/bin/sh
# install-packages.sh POLICY CLUSTER_CONFIG PACKAGE... : as root, on Debian and its relatives. Called by packages.sh.
#
# Debian's packages start and enable their services. policy-rc.d forbids the start while they are installed; what they enable is disabled
# again afterwards; PostgreSQL's default cluster is not made. Whatever happens, the machine's own settings are put back as they were.
set -u

policy=$1 cluster_config=$2
shift 2
work=$(mktemp -d)
exec 9>/run/lock/switchboard-install.lock 2>/dev/null || exec 9>"$work/lock"
command -v flock >/dev/null 2>&1 && flock 9

made_folders=

restore() {
  trap '' INT TERM HUP
  if [ -e "$work/policy-rc.d" ] || [ -h "$work/policy-rc.d" ]; then
    mv -f "$work/policy-rc.d" "$policy"
  elif [ -e "$work/policy-was-absent" ]; then
    rm -f "$policy"
  fi
  rm -f "$cluster_config"
  for folder in $made_folders; do rmdir "$folder" 2>/dev/null; done
  [ ! -e "$work/enabled-before" ] || disable_new
  rm -rf "$work"
}

# Links by which systemd and System V start something at boot.
enabled() {
  find /etc/systemd/system /etc/rc?.d \( -path '*.wants/*' -o -path '*.requires/*' -o -name 'S[0-9]*' -o -name '*.service' -o -name '*.socket' \) \
    -type l 2>/dev/null | sort
}

active() {
  if [ -d /run/systemd/system ]; then
    systemctl list-units --type=service,socket,timer --state=active --plain --no-legend 2>/dev/null | cut -d ' ' -f 1 | sort
  fi
}

# Only what was not there before; a service that ran or was enabled already is not looked at.
disable_new() {
  enabled >"$work/enabled-after"
  comm -13 "$work/enabled-before" "$work/enabled-after" >"$work/enabled-new"
  while read -r link; do
    case $link in
      /etc/rc?.d/S*)
        name=$(basename "$link" | sed 's/^S[0-9]*//')
        update-rc.d "$name" disable >/dev/null 2>&1 || rm -f "$link"
        ;;
      *)
        unit=$(basename "$link")
        if command -v systemctl >/dev/null 2>&1; then systemctl disable "$unit" >/dev/null 2>&1; fi
        rm -f "$link"
        ;;
    esac
  done <"$work/enabled-new"
  active >"$work/active-after"
  comm -13 "$work/active-before" "$work/active-after" | while read -r unit; do
    if grep -q "/$unit\$" "$work/enabled-new"; then systemctl stop "$unit" >/dev/null 2>&1; fi
  done
}

trap 'restore' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

enabled >"$work/enabled-before"
active >"$work/active-before"

if [ -e "$policy" ] || [ -h "$policy" ]; then
  mv "$policy" "$work/policy-rc.d" || exit 1
else
  : >"$work/policy-was-absent"
fi
printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy" || exit 1

for folder in /etc/postgresql-common /etc/postgresql-common/createcluster.d; do
  if [ ! -d "$folder" ]; then
    mkdir "$folder" || exit 1
    made_folders="$folder $made_folders"
  fi
done
printf 'create_main_cluster = false\n' >"$cluster_config" || exit 1

export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 UCF_FORCE_CONFFOLD=1
install() { apt-get install -y -q --no-install-recommends -o Dpkg::Options::=--force-confold -o DPkg::Lock::Timeout=300 "$@"; }

# A fresh machine has no package lists, an old one has lists of packages that are gone.
if ! install "$@" </dev/null >"$work/log" 2>&1; then
  echo '  Refreshing the package lists.'
  if ! { apt-get update -q </dev/null && install "$@" </dev/null; } >"$work/log" 2>&1; then
    tail -n 30 "$work/log" >&2
    exit 1
  fi
fi
