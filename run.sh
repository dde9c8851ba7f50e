#!/usr/bin/env bash
# Kadende on this machine: starts it, applies a spec, shows what happens, and keeps healing until Ctrl-C.
set -euo pipefail

usage() {
    cat <<'TEXT'
./run.sh [spec.yml] [--no-spec]

  spec.yml    what to apply; examples/quickstart.yml when left out
  --no-spec   apply nothing, and go on with what is there

  KADENDE_PORT         where the API listens on 127.0.0.1 (7071)
  KADENDE_DATA         the folder of everything that is kept (.kadende)
  KADENDE_ADMIN_TOKEN  the administrator's token, 20 characters or more (else one is made, kept and printed)
TEXT
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
host_dll=$root/artifacts/bin/Kadende.LocalHost/release/Kadende.LocalHost.dll
cli_dll=$root/artifacts/bin/Kadende.Cli/release/kadende.dll
azurite_home=$root/artifacts/azurite
host='' azurite='' child='' serving=''

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

say() { printf '%s\n' "$*"; }

fail() {
    printf 'run.sh: %s\n' "$*" >&2
    exit 1
}

alive() { [[ -n $1 ]] && kill -0 "$1" 2>/dev/null; }

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
    node -e "const s = require('net').createServer().listen(0, '127.0.0.1', () => { console.log(s.address().port); s.close(); })"
}

# Runs a command so that a signal to this script is acted on at once, not when the command has ended. The files that are
# open here stay ours alone: the locks end with this script, and so does Azurite's standard input.
run() {
    "$@" </dev/null 7>&- 8>&- 9>&- &
    child=$!
    local code=0
    wait "$child" || code=$?
    child=''
    return "$code"
}

# ended PID SECONDS: waits until the process has ended; false when it has not.
ended() {
    local tries=$(($2 * 10))
    while alive "$1"; do
        ((tries-- > 0)) || return 1
        sleep 0.1
    done
}

stop_all() {
    trap - EXIT
    trap '' INT TERM HUP
    if alive "$child"; then
        kill -TERM "$child" 2>/dev/null || true
        ended "$child" 5 || kill -KILL "$child" 2>/dev/null || true
    fi
    if alive "$host"; then
        say "Stopping the host …"
        kill -TERM "$host" 2>/dev/null || true
        if ! ended "$host" 30; then
            say "The host does not stop by itself; it is killed." >&2
            kill -KILL "$host" 2>/dev/null || true
        fi
    fi
    # After the host, which writes to the last. Azurite saves its tables on SIGINT, and only then.
    if alive "$azurite"; then
        kill -INT "$azurite" 2>/dev/null || true
        if ! ended "$azurite" 15; then
            say "Azurite does not stop by itself; it is killed, and the last seconds may be lost." >&2
            kill -KILL "$azurite" 2>/dev/null || true
        fi
    fi
    [[ -z ${data:-} ]] || rm -f "$data/host.pid" "$data/azurite.pid"
    if [[ -n $serving ]]; then
        say "Stopped. The nodes keep running, and nobody looks after them now; $0 goes on with them."
    fi
}

interrupted() {
    # Once everything runs, a signal is how it ends.
    [[ -z $serving ]] || exit 0
    exit "$1"
}

read_arguments() {
    spec=$root/examples/quickstart.yml
    local given=''
    while (($# > 0)); do
        case $1 in
            --no-spec) spec='' ;;
            -h | --help)
                usage
                exit 0
                ;;
            -*) fail "there is no option '$1'; see ./run.sh --help" ;;
            *)
                [[ -z $given ]] || fail "one spec at a time: '$given' or '$1'"
                given=$1
                ;;
        esac
        shift
    done
    [[ -z $given || -n $spec ]] || fail "a spec and --no-spec do not go together"
    spec=${given:-$spec}
    [[ -z $spec || (-f $spec && -r $spec) ]] || fail "the spec '$spec' is not there or cannot be read"

    port=${KADENDE_PORT:-7071}
    [[ $port =~ ^[0-9]{1,5}$ ]] && ((10#$port <= 65535)) || fail "KADENDE_PORT is '$port'; it must be 0 to 65535"
    port=$((10#$port))
    [[ -z ${KADENDE_ADMIN_TOKEN:-} || ${#KADENDE_ADMIN_TOKEN} -ge 20 ]] ||
        fail "KADENDE_ADMIN_TOKEN has ${#KADENDE_ADMIN_TOKEN} characters; it must have at least 20"
}

check_tools() {
    command -v dotnet >/dev/null || fail "dotnet is missing; install the .NET 10 SDK"
    dotnet --list-sdks | grep -q '^10\.' || fail "the .NET 10 SDK is missing; dotnet has: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')"
    command -v node >/dev/null || fail "node is missing; install Node.js 20 or newer"
    local version
    version=$(node -p 'process.versions.node.split(".")[0]')
    ((version >= 20)) || fail "Node.js $version is too old; install Node.js 20 or newer"
    local tool
    for tool in npm setsid flock; do
        command -v "$tool" >/dev/null || fail "$tool is missing; install it"
    done
}

# The process of a pid file, when it is still the one that was started: an earlier run was killed before it could stop it.
stop_leftover() {
    local file=$data/$1.pid pid
    [[ -r $file ]] && read -r pid <"$file" || return 0
    if alive "$pid" && tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF "$2"; then
        say "Stopping the $1 that an earlier run left behind …"
        kill "-$3" "$pid" 2>/dev/null || true
        ended "$pid" 30 || fail "the $1 of an earlier run (process $pid) does not stop; kill it"
    fi
    rm -f "$file"
}

open_data() {
    data=${KADENDE_DATA:-$root/.kadende}
    [[ -d $data ]] || (umask 077 && mkdir -p "$data") || fail "the folder '$data' cannot be made"
    data=$(cd "$data" && pwd) || fail "the folder of KADENDE_DATA cannot be entered"
    exec 9>"$data/run.lock" || fail "the folder '$data' cannot be written to"
    flock -n 9 || fail "another run.sh works with $data; stop it, or choose another folder with KADENDE_DATA"
    stop_leftover host "$host_dll" TERM
    stop_leftover azurite "$azurite_home" INT
    ((port != 0)) || port=$(free_port)
    ! listens "$port" || fail "port $port is in use; stop what listens there, or choose another with KADENDE_PORT"
}

open_token() {
    token_file=$data/admin-token
    if [[ -n ${KADENDE_ADMIN_TOKEN:-} ]]; then
        token=$KADENDE_ADMIN_TOKEN token_file=''
        return
    fi
    if [[ ! -s $token_file ]]; then
        (umask 077 && od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$token_file.new" && mv "$token_file.new" "$token_file")
    fi
    token=$(<"$token_file")
}

is_built() {
    local stamp=$root/artifacts/run.stamp
    [[ -f $stamp && -f $host_dll && -f $cli_dll ]] &&
        [[ -z $(find "$root/src" "$root"/Directory.*.props "$root/global.json" -newer "$stamp" ! -name packages.lock.json -print -quit) ]]
}

build() {
    mkdir -p "$root/artifacts"
    exec 7>"$root/artifacts/run.lock"
    flock 7
    run "$root/eng/azurite/install.sh" >"$data/install.log" || fail "Azurite could not be installed"
    if ! is_built; then
        say "Building, which takes a minute or more the first time …"
        touch "$root/artifacts/run.stamp.new"
        local project
        for project in Kadende.LocalHost Kadende.Cli; do
            # No build servers, which would go on running, and no analysis, which is for those who change the code.
            run dotnet build "$root/src/$project" -c Release -v q -nodeReuse:false -p:UseSharedCompilation=false -p:RunAnalyzers=false \
                >"$data/build.log" 2>&1 || {
                grep -m 5 -E 'error|warning' "$data/build.log" >&2 || true
                fail "$project could not be built; $data/build.log tells more"
            }
        done
        mv "$root/artifacts/run.stamp.new" "$root/artifacts/run.stamp"
    fi
    exec 7>&-
}

start_azurite() {
    local tries
    mkdir -p "$data/azurite"
    for tries in 1 2 3; do
        azurite_port=$(free_port)
        # Its standard input is ours: should this script be killed, it closes, and Azurite saves and ends.
        rm -f "$data/azurite.in"
        mkfifo -m 600 "$data/azurite.in"
        # A session of its own, so that Ctrl-C does not reach it before the host has stopped.
        setsid node --require "$azurite_home/stop-with-parent.cjs" "$azurite_home/node_modules/azurite/dist/src/table/main.js" \
            --tableHost 127.0.0.1 --tablePort "$azurite_port" --location "$data/azurite" --silent --disableTelemetry \
            <"$data/azurite.in" >"$data/azurite.log" 2>&1 9>&- &
        azurite=$!
        say "$azurite" >"$data/azurite.pid"
        exec 8>"$data/azurite.in"
        rm -f "$data/azurite.in"
        local left=600
        while alive "$azurite" && ((left-- > 0)); do
            ! listens "$azurite_port" || return 0
            sleep 0.1
        done
        kill -KILL "$azurite" 2>/dev/null || true
        exec 8>&-
    done
    fail "Azurite does not start: $(tail -n 1 "$data/azurite.log")"
}

is_ready() {
    local line=''
    (
        exec 3<>"/dev/tcp/127.0.0.1/$port"
        printf 'GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' >&3
        read -r -t 5 line <&3
        [[ $line == *' 200 '* ]]
    ) 2>/dev/null
}

start_host() {
    # The account and key that every Azurite has; they are public and open nothing else.
    local account=devstoreaccount1
    local key='Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='
    local store="DefaultEndpointsProtocol=http;AccountName=$account;AccountKey=$key"
    store+=";TableEndpoint=http://127.0.0.1:$azurite_port/$account;"

    KADENDE_PORT=$port KADENDE_ADMIN_TOKEN=$token Kadende__Store__ConnectionString=$store \
        Kadende__Plugins__Process__Directory=$data/processes Kadende__Plugins__File__Directory=$data/files \
        setsid dotnet "$host_dll" </dev/null >"$data/host.log" 2>&1 8>&- 9>&- &
    host=$!
    say "$host" >"$data/host.pid"
    local left=600
    until is_ready; do
        alive "$host" || fail "the host does not start: $(tail -n 1 "$data/host.log")"
        ((left-- > 0)) || fail "the host is not ready after a minute: $(tail -n 1 "$data/host.log")"
        sleep 0.1
    done
}

# The command for people, with address and token filled in.
write_command() {
    {
        say '#!/usr/bin/env bash'
        printf 'export KADENDE_URL=%q\n' "http://127.0.0.1:$port"
        if [[ -n $token_file ]]; then
            printf 'exec dotnet %q --token-file %q "$@"\n' "$cli_dll" "$token_file"
        else
            # shellcheck disable=SC2016 # For the reader's shell, not ours: a token that was given is not written down.
            say 'export KADENDE_TOKEN="${KADENDE_TOKEN:-$KADENDE_ADMIN_TOKEN}"'
            printf 'exec dotnet %q "$@"\n' "$cli_dll"
        fi
    } >"$data/kadende"
    chmod 700 "$data/kadende"
}

now() { (TZ=UTC && printf '%(%Y-%m-%dT%H:%M:%S)TZ' -1); }

apply() {
    local since code=0
    since=$(now)
    KADENDE_TOKEN=$token run "$data/kadende" apply -f "$spec" >"$data/applied" || code=$?
    ((code == 0)) || exit 1
    cat "$data/applied"
    read -r cluster what _ <"$data/applied"
    local range=(--since "$since")
    [[ $what != unchanged* ]] || range=()
    KADENDE_TOKEN=$token run "$data/kadende" watch "$cluster" "${range[@]}" || exit 1
}

explain() {
    local command=$data/kadende secret
    if [[ -n $token_file ]]; then
        secret="\$(cat $token_file)"
    else
        # shellcheck disable=SC2016 # For the reader's shell.
        secret='$KADENDE_ADMIN_TOKEN'
    fi
    cat <<TEXT

Kadende runs at http://127.0.0.1:$port
  token       $([[ -n $token_file ]] && printf '%s  (kept in %s)' "$token" "$token_file" || printf 'the one of KADENDE_ADMIN_TOKEN')
  try         curl -H "Authorization: Bearer $secret" http://127.0.0.1:$port/api/clusters
  nodes       $command nodes ${cluster:-CLUSTER}        # with their pids: kill one and look here
  delete      $command delete ${cluster:-CLUSTER} --watch
  log         $data/host.log
Ctrl-C stops Kadende; the nodes keep running, and the next start goes on with them.

TEXT
}

# Until a signal comes, or a part of it ends by itself.
serve() {
    serving=yes
    local watcher=''
    if [[ -n ${cluster:-} ]]; then
        KADENDE_TOKEN=$token "$data/kadende" watch "$cluster" --follow </dev/null 8>&- 9>&- &
        watcher=$!
        child=$watcher
    fi
    while alive "$host" && alive "$azurite"; do
        # The end of the watch, such as that of its cluster, ends nothing else.
        wait -n || true
        alive "$watcher" || child=''
    done
    serving=''
    alive "$host" || fail "the host ended by itself: $(tail -n 1 "$data/host.log")"
    fail "Azurite ended by itself: $(tail -n 1 "$data/azurite.log")"
}

read_arguments "$@"
check_tools
trap stop_all EXIT
trap 'interrupted 130' INT
trap 'interrupted 143' TERM
trap 'interrupted 129' HUP
open_data
open_token
build
start_azurite
start_host
write_command
[[ -z $spec ]] || apply
explain
serve
