# Builds, quietly and only when something has changed.

stamps=$DEV_ROOT/.data/build

# Below .data are messages, passwords and logs: only its owner can enter, also if it was made otherwise.
make_stamps() { (umask 077 && mkdir -p "$stamps") && chmod 700 "$DEV_ROOT/.data"; }

# build_platform: the services, the AppHost and the tool behind this script. build_solution: the tests too.
build_platform() { build_once platform "$DEV_ROOT/eng/Dev/Dev.csproj" && build_page || exit 1; }
build_solution() { build_once solution "$DEV_ROOT/Platform.sln" && build_page; }

build_once() {
  stamp=$stamps/$1
  if is_fresh "$stamp"; then return 0; fi
  make_stamps
  # Older than the build, so that what changes meanwhile is built the next time.
  echo "$DEV_ROOT" >"$stamp.new"
  echo 'Building.'
  if dotnet_build "$2"; then
    mv "$stamp.new" "$stamp"
  else
    rm -f "$stamp.new"
    echo 'The build failed:' >&2
    grep -E ': (error|warning) ' "$stamps/log" | sort -u | head -n 40 >&2 || tail -n 20 "$stamps/log" >&2
    return 1
  fi
}

# Nothing was added, changed or removed since, in this folder, and every service has its assembly.
is_fresh() {
  [ -f "$1" ] && [ "$(cat "$1")" = "$DEV_ROOT" ] || return 1
  tool_is_built || return 1
  for project in $(sed -n 's|.*ProjectReference Include="\.\./\(Services[^/]*\)/.*|\1|p' "$DEV_ROOT/AppHost/AppHost.csproj") AppHost; do
    [ -f "$DEV_ROOT/$project/bin/Debug/net10.0/$project.dll" ] || return 1
  done
  changed=$(cd "$DEV_ROOT" && find . \
    \( -name .git -o -name .data -o -name bin -o -name obj -o -name node_modules -o -name TestResults -o -path ./web -o -path ./docs \) -prune \
    -o -newer "$1" ! -path . -print | head -n 1)
  [ -z "$changed" ]
}

# One compiler server for all projects makes the build several times faster; it has a name of its own and ends with the build.
dotnet_build() {
  compiler=switchboard-$$
  set +e
  SharedCompilationId=$compiler MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 \
    dotnet build "$@" -v minimal -nodeReuse:false -p:UseSharedCompilation=true >"$stamps/log" 2>&1
  code=$?
  set -e
  ps -Ao pid,args 2>/dev/null | awk -v name="-pipename:$compiler" 'index($0, name) && !/awk/ { print $1 }' | while read -r pid; do
    kill "$pid" 2>/dev/null || true
  done
  return $code
}

# build_release PROJECT...: optimised, for measurements.
build_release() {
  make_stamps
  for project in "$@"; do
    dotnet_build "$project" -c Release && continue
    echo 'The build failed:' >&2
    grep -E ': (error|warning) ' "$stamps/log" | sort -u | head -n 40 >&2 || tail -n 20 "$stamps/log" >&2
    exit 1
  done
}

# The packages that a lock file names, once.
ensure_npm_packages() {
  [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ] || npm ci --silent --prefix "$1" || exit 1
}

# The page, which the gateway serves from web/dist.
build_page() {
  page=$stamps/page
  if [ -f "$page" ] && [ -f "$DEV_ROOT/web/dist/index.html" ]; then
    changed=$(find "$DEV_ROOT/web" \( -name node_modules -o -name dist \) -prune -o -newer "$page" ! -path "$DEV_ROOT/web" -print | head -n 1)
    [ -n "$changed" ] || return 0
  fi
  make_stamps
  ensure_npm_packages "$DEV_ROOT/web"
  touch "$page.new"
  if npm run --silent build --prefix "$DEV_ROOT/web" >"$stamps/page.log" 2>&1; then
    mv "$page.new" "$page"
  else
    tail -n 40 "$stamps/page.log" >&2
    return 1
  fi
}
