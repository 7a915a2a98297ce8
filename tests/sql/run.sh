#!/usr/bin/env bash
# Carries the queries of `solon export sql` out on DuckDB, DataFusion, PostgreSQL and a Spark cluster, and
# compares every answer with the reference evaluator's.
#
#   tests/sql/run.sh [ENGINE…]
#
# SOLON_SQL_ROWS rows of each law (100,000), chosen by SOLON_SQL_SEED (5). An engine that is not here is
# skipped with a reason. Exit code 1: an answer differs.
set -euo pipefail
cd "$(dirname "$0")/../.."
rows="${SOLON_SQL_ROWS:-100000}"
seed="${SOLON_SQL_SEED:-5}"
# One query for each definition alone: so many rows of each.
each="${SOLON_SQL_EACH:-1200}"
engines=("$@")
[ "${#engines[@]}" -gt 0 ] || engines=(duckdb datafusion postgres spark)
work="${SOLON_SQL_WORK:-target/sql}"
mkdir -p "$work"
echo "rows $rows, seed $seed"

skip() { echo "$1: skipped: $2"; }

command -v python3 >/dev/null || { skip "all engines" "python3 is not here"; exit 0; }
python="$work/venv/bin/python"
if ! [ -x "$python" ]; then
  python3 -m venv "$work/venv" || { skip "all engines" "python3 -m venv does not work here"; exit 0; }
fi
"$python" -m pip install --quiet --disable-pip-version-check pyarrow 2>"$work/pip.log" \
  || { skip "all engines" "pyarrow cannot be installed, see $work/pip.log"; exit 0; }

cargo build --locked --quiet --example sql_rows
make() { target/debug/examples/sql_rows "$work/$1" "$2" "$seed" "${@:3}" >"$work/$1.log" || { cat "$work/$1.log"; exit 1; }; }
make decision "$rows" bench.landing 2022-06-15 benches/decision
make landing "$rows" ru.landing 2022-02-04 policies
make every "$rows" every.form 2021-07-15 tests/sql/laws
make each "$each" every.form:each 2021-07-15 tests/sql/laws

installed() {
  "$python" -m pip install --quiet --disable-pip-version-check "$(grep "^$1==" tests/sql/requirements.txt)" \
    2>"$work/pip.log" || { skip "$1" "it cannot be installed, see $work/pip.log"; return 1; }
}

# A cluster of PostgreSQL of its own, on a socket in a folder of its own.
postgres_up() {
  bin="$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -1)" || true
  [ -n "$bin" ] && [ -x "$bin/initdb" ] && command -v psql >/dev/null \
    || { skip postgres "its server is not here (apt-get install postgresql)"; return 1; }
  # The server does not run as root, and its socket needs a short path.
  data="$(mktemp -d /tmp/solon-sql.XXXXXX)"
  as=()
  if [ "$(id -u)" = 0 ]; then
    id postgres >/dev/null 2>&1 || { skip postgres "there is no user to run it as"; return 1; }
    chown postgres "$data"
    as=(runuser -u postgres --)
  fi
  "${as[@]}" "$bin/initdb" -D "$data/db" -A trust -U solon >"$work/postgres.log" 2>&1 \
    && "${as[@]}" "$bin/pg_ctl" -D "$data/db" -w -l "$data/server.log" \
      -o "-c listen_addresses='' -c unix_socket_directories=$data" start >>"$work/postgres.log" 2>&1 \
    || { skip postgres "it does not start, see $work/postgres.log"; return 1; }
  postgres_down() { "${as[@]}" "$bin/pg_ctl" -D "$data/db" -m fast stop >/dev/null 2>&1; rm -rf "$data"; }
  trap postgres_down EXIT
  export PGHOST="$data" PGUSER=solon PGDATABASE=postgres
}

failed=0
compare() { "$python" tests/sql/compare.py "$1" "$work/$2" 2>"$work/$1.log" || { tail -5 "$work/$1.log"; failed=1; }; }
for engine in "${engines[@]}"; do
  case "$engine" in
    duckdb | datafusion) installed "$engine" || continue ;;
    postgres) postgres_up || continue ;;
    spark)
      command -v java >/dev/null || { skip spark "java is not here"; continue; }
      installed pyspark || continue
      ;;
    *) echo "no engine $engine"; exit 2 ;;
  esac
  compare "$engine" decision
  compare "$engine" landing
  # The plan of so many definitions at once takes Spark minutes.
  [ "$engine" = spark ] || compare "$engine" every
  compare "$engine" each
done
exit "$failed"
