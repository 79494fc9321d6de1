# Installs Debian packages without starting or enabling a service, and without leaving a trace beside the packages themselves.

policy=/usr/sbin/policy-rc.d
cluster_config=/etc/postgresql-common/createcluster.d/zz-switchboard.conf

install_missing() {
  missing=
  for package in "$@"; do
    has_program_of "$package" || missing="$missing $package"
  done
  [ -n "$missing" ] || return 0
  if ! have apt-get; then
    echo "Missing:$missing. './dev doctor' says how to install that here." >&2
    exit 1
  fi
  as_root=
  if [ "$(id -u)" -ne 0 ]; then
    have sudo || { echo "Missing:$missing. Run './dev' as root, or install sudo." >&2; exit 1; }
    as_root=sudo
  fi
  echo "Installing from the distribution's packages${as_root:+ (with sudo)}:$missing. No service is started or enabled."
  # shellcheck disable=SC2086 # the list is words
  $as_root sh "$DEV_ROOT/eng/install-packages.sh" "$policy" "$cluster_config" $missing ||
    { echo "The installation failed; its output is above." >&2; exit 1; }
}
