# The program that speaks MongoDB's wire protocol in front of DocumentDB (tests/Mov.MongoGateway).

GATEWAY_PORT=${MOV_MONGO_PORT:-27330}
GATEWAY_DIR=$MOV_SERVICES_DIR/gateway
GATEWAY_SOURCE=$REPOSITORY/tests/Mov.MongoGateway
GATEWAY_PROGRAM=$GATEWAY_DIR/app/Mov.MongoGateway.dll

mongo_url() { printf 'mongodb://127.0.0.1:%s' "$GATEWAY_PORT"; }

gateway_pid() { pid_of "$GATEWAY_DIR/pid" "$GATEWAY_PROGRAM"; }

gateway_answers() { port_is_taken "$GATEWAY_PORT"; }

# One line that changes when the program's sources, or the packages in its lock file, do.
gateway_fingerprint() {
    (cd "$GATEWAY_SOURCE" && find . \( -name bin -o -name obj \) -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) |
        sha256sum | cut -d ' ' -f 1
}

gateway_up() {
    local fingerprint
    fingerprint=$(gateway_fingerprint)
    if [ "$(cat "$GATEWAY_DIR/fingerprint" 2>/dev/null)" != "$fingerprint" ]; then
        gateway_down
        gateway_publish && printf '%s\n' "$fingerprint" >"$GATEWAY_DIR/fingerprint" || return 1
    fi
    ! gateway_pid >/dev/null || return 0
    require_free_port "$GATEWAY_PORT" 'the MongoDB gateway' MOV_MONGO_PORT || return 1

    step "starting the MongoDB gateway on port $GATEWAY_PORT"
    setsid dotnet "$GATEWAY_PROGRAM" --listen "127.0.0.1:$GATEWAY_PORT" --postgres "$(documentdb_connection_string)" \
        </dev/null >"$GATEWAY_DIR/log" 2>&1 9>&- &
    printf '%s\n' "$!" >"$GATEWAY_DIR/pid"
    wait_for 90 'the MongoDB gateway' gateway_answers || { tail -n 10 "$GATEWAY_DIR/log" >&2; return 1; }
}

gateway_publish() {
    command -v dotnet >/dev/null || { fail 'the MongoDB gateway needs the .NET SDK (dotnet)'; return 1; }
    step "building the MongoDB gateway"
    mkdir -p "$GATEWAY_DIR"
    rm -rf "$GATEWAY_DIR/app"
    quietly "$GATEWAY_DIR/build.log" dotnet publish "$GATEWAY_SOURCE" -c Release -o "$GATEWAY_DIR/app" -p:UseAppHost=false \
        -nodeReuse:false -p:UseSharedCompilation=false
}

gateway_down() {
    local pid
    pid=$(gateway_pid) || return 0
    step "stopping the MongoDB gateway"
    end_process "$pid" TERM
}
