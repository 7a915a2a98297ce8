"""Carries out the queries of `solon export sql` on an engine and compares every row with the reference.

    compare.py ENGINE FOLDER

FOLDER is what `cargo run --example sql_rows` wrote, or a folder of such folders. Prints one line for each law;
the exit code is 1 where an answer differs.
"""
import csv
import os
import sys
from decimal import Decimal


def schema(folder):
    with open(os.path.join(folder, "schema.tsv"), encoding="utf-8") as lines:
        return [tuple(line.rstrip("\n").split("\t")) for line in lines]


def cell(kind, text):
    """A value of the table; None where the cell is empty."""
    import datetime

    if text == "":
        return None
    if kind == "bool":
        return text == "true"
    if kind == "date":
        return datetime.date.fromisoformat(text)
    if kind.startswith("decimal"):
        return Decimal(text)
    if kind == "texts":
        inner = text[1:-1]
        return inner.split(";") if inner else []
    return text


def table(folder):
    """The columns with their kinds, and the rows."""
    kinds = schema(folder)
    with open(os.path.join(folder, "facts.csv"), encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        next(reader)
        rows = [[cell(kind, text) for (_, kind), text in zip(kinds, row)] for row in reader]
    return kinds, rows


def arrow(folder):
    import pyarrow

    kinds, rows = table(folder)

    def typed(kind):
        if kind == "bool":
            return pyarrow.bool_()
        if kind == "date":
            return pyarrow.date32()
        if kind.startswith("decimal"):
            return pyarrow.decimal128(18, int(kind.split()[1]))
        if kind == "texts":
            return pyarrow.list_(pyarrow.string())
        return pyarrow.string()

    columns = list(zip(*rows)) if rows else [[] for _ in kinds]
    arrays = [pyarrow.array(column, typed(kind)) for (_, kind), column in zip(kinds, columns)]
    return pyarrow.table(arrays, names=[name for name, _ in kinds])


def query(folder, dialect):
    with open(os.path.join(folder, dialect + ".sql"), encoding="utf-8") as text:
        return text.read()


def duckdb_rows(folder):
    import duckdb

    connection = duckdb.connect()
    connection.register("arrived", arrow(folder))
    connection.execute("CREATE TABLE sheets AS SELECT * FROM arrived")
    found = connection.execute(query(folder, "duckdb"))
    return [column[0] for column in found.description], found.fetchall()


def datafusion_rows(folder):
    import datafusion

    context = datafusion.SessionContext()
    context.register_record_batches("sheets", [arrow(folder).to_batches()])
    frame = context.sql(query(folder, "datafusion"))
    found = frame.to_arrow_table()
    names = found.column_names
    return names, list(zip(*[found.column(at).to_pylist() for at in range(len(names))]))


def postgres_rows(folder):
    """By `psql`, whose connection the environment says."""
    import io
    import subprocess

    kinds, _ = table(folder)

    def typed(kind):
        if kind.startswith("decimal"):
            return f"DECIMAL(18, {kind.split()[1]})"
        return {"bool": "BOOLEAN", "date": "DATE", "texts": "TEXT[]"}.get(kind, "TEXT")

    columns = ", ".join(f'"{name}" {typed(kind)}' for name, kind in kinds)
    with open(os.path.join(folder, "facts.csv"), encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    texts = [at for at, (_, kind) in enumerate(kinds) if kind == "texts"]
    copied = io.StringIO()
    writer = csv.writer(copied)
    for row in rows[1:]:
        for at in texts:
            row[at] = row[at].replace(";", ",")
        writer.writerow(row)
    path = os.path.abspath(os.path.join(folder, "postgres.csv"))
    with open(path, "w", encoding="utf-8") as out:
        out.write(copied.getvalue())
    text = query(folder, "postgres").rstrip().rstrip(";")
    script = (
        f"DROP TABLE IF EXISTS sheets;\nCREATE TABLE sheets ({columns});\n"
        f"\\copy sheets FROM '{path}' WITH (FORMAT csv)\n"
        f"CREATE TEMP TABLE told AS\n{text};\n"
        "\\copy told TO STDOUT WITH (FORMAT csv, HEADER true)\n"
    )
    done = subprocess.run(
        ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1"],
        input=script,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    found = list(csv.reader(io.StringIO(done.stdout)))
    truths = {"t": "true", "f": "false"}
    return found[0], [[truths.get(value, value) for value in row] for row in found[1:]]


SPARK = []


def spark():
    """The one session of a local cluster: a master and two workers, each a process of its own."""
    import pyspark
    from pyspark.sql import SparkSession

    # The workers of a local cluster look for Spark there, and for one another by this address.
    os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")

    master = os.environ.get("SPARK_MASTER", "local-cluster[2,1,1024]")
    session = (
        SparkSession.builder.master(master)
        .appName("solon")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.ansi.enabled", "true")
        .config("spark.sql.analyzer.maxIterations", "1000")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    SPARK.append(session)
    return session


def spark_rows(folder):
    import pyarrow.parquet

    path = os.path.abspath(os.path.join(folder, "sheets.parquet"))
    os.makedirs(path, exist_ok=True)
    whole = arrow(folder)
    part = max(1, whole.num_rows // 8 + 1)
    for at in range(0, max(1, whole.num_rows), part):
        name = os.path.join(path, f"part-{at // part:05}.parquet")
        pyarrow.parquet.write_table(whole.slice(at, part), name)
    session = SPARK[0] if SPARK else spark()
    session.read.parquet(path).createOrReplaceTempView("sheets")
    found = session.sql(query(folder, "spark"))
    rows = [tuple(row) for row in found.collect()]
    names = found.columns
    return names, rows


ENGINES = {
    "duckdb": duckdb_rows,
    "datafusion": datafusion_rows,
    "postgres": postgres_rows,
    "spark": spark_rows,
}


def plain(value, name):
    """A value of an engine as the reference writes it."""
    if isinstance(value, float):
        raise RuntimeError(f"{name} is a floating-point number")
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def alike(one, two):
    if one == two:
        return True
    try:
        return Decimal(one) == Decimal(two)
    except ArithmeticError:
        return False


def compared(engine, folder):
    """The rows that were compared, and how many answers differ."""
    names, rows = ENGINES[engine](folder)
    with open(os.path.join(folder, "answers.csv"), encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        header = next(reader)
        wanted = {row[0]: row for row in reader}
    # Beside a figure that may be nothing stands a column that says whether it is.
    told_names = [name for name in names if name in header]
    if told_names != header:
        raise SystemExit(f"{engine}: the columns are {names}, not {header}")
    wrong = 0
    seen = set()
    for row in rows:
        found = {name: plain(value, name) for name, value in zip(names, row)}
        key = found[header[0]]
        seen.add(key)
        for name, two in zip(header, wanted[key]):
            one = found[name]
            if name == "needs":
                same = set(one.split(";")) == set(two.split(";"))
            elif name + "_none" in found:
                nothing = found[name + "_none"] == "true"
                same = nothing and one == "" if two == "none" else not nothing and alike(one, two)
            else:
                same = alike(one, two)
            if not same:
                wrong += 1
                if wrong <= 5:
                    print(f"{engine}: row {key}: {name} is {one!r}, not {two!r}")
    return len(rows), wrong + len(wanted) - len(seen) + abs(len(rows) - len(seen))


def main():
    engine, folder = sys.argv[1:]
    inner = sorted(entry.path for entry in os.scandir(folder) if entry.is_dir())
    folders = [folder] if os.path.exists(os.path.join(folder, "facts.csv")) else inner
    found = [compared(engine, each) for each in folders]
    rows = sum(rows for rows, _ in found)
    wrong = sum(wrong for _, wrong in found)
    for session in SPARK:
        session.stop()
    queries = f", {len(folders)} queries" if len(folders) > 1 else ""
    print(f"{engine}: {os.path.basename(folder)}: {rows} rows{queries}, {wrong} answers differ")
    sys.exit(1 if wrong or not rows else 0)


main()
