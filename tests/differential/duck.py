"""Answers SQL, a line of JSON each, with DuckDB; started by the test.

{"setup": ["CREATE TABLE …", …]} forgets all tables and makes new ones; {"sql": "SELECT …"} asks.
"""
import datetime
import decimal
import json
import math
import sys

import duckdb

EPOCH = datetime.date(1970, 1, 1)


def cell(value):
    """Days are counted from 1970-01-01; a time at midnight is its day; what is no cell of ours is named."""
    if isinstance(value, decimal.Decimal):
        value = float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return {"f": "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"}
    if isinstance(value, datetime.datetime):
        if value.time() == datetime.time():
            return {"d": (value.date() - EPOCH).days}
        return {"o": value.isoformat()}
    if isinstance(value, datetime.date):
        return {"d": (value - EPOCH).days}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return {"o": str(value)}


def answer(con, asked):
    if "setup" in asked:
        for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            con.execute('DROP TABLE "' + name.replace('"', '""') + '"')
        for sql in asked["setup"]:
            con.execute(sql)
        return {}
    result = con.execute(asked["sql"])
    names = [column[0] for column in result.description]
    return {"names": names, "rows": [[cell(value) for value in row] for row in result.fetchall()]}


def main():
    con = duckdb.connect()
    con.execute("SET threads = 1")
    print(json.dumps({"version": duckdb.__version__}), flush=True)
    for line in sys.stdin:
        try:
            said = answer(con, json.loads(line))
        except duckdb.Error as error:
            said = {"error": str(error)}
        print(json.dumps(said, ensure_ascii=False), flush=True)


main()
