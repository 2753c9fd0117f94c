import csv
import io

text = 'name,age,note\r\n"Smith, John",42,"said ""hi"""\r\nAnn,7,"two\nlines"\r\n'
for row in csv.reader(io.StringIO(text, newline="")):
    print(row)
for row in csv.DictReader(io.StringIO(text, newline="")):
    print(row)
out = io.StringIO(newline="")
writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_NONNUMERIC)
writer.writerow(["a", 1, 2.5, None, 'q"'])
writer.writerows([["x;y", ""], []])
print(repr(out.getvalue()))
out = io.StringIO(newline="")
table = csv.DictWriter(out, ["id", "name"], extrasaction="ignore", restval="?")
table.writeheader()
table.writerow({"id": 1, "name": "one", "more": 2})
table.writerow({"id": 2})
print(repr(out.getvalue()))
print(csv.list_dialects(), csv.get_dialect("excel-tab").delimiter)
csv.register_dialect("pipes", delimiter="|", quotechar="'")
print(list(csv.reader(["a|'b|c'|d"], "pipes")))
dialect = csv.Sniffer().sniff("a;b;c\n1;2;3\n4;5;6\n")
print(dialect.delimiter, csv.Sniffer().has_header("name,age\nann,7\nbob,8\n"))
for wrong in (lambda: next(csv.reader([b"x"])), lambda: csv.writer(out, delimiter="ab"), lambda: csv.get_dialect("none"),
              lambda: csv.writer(out).writerow(1), lambda: list(csv.reader(['"a"b'], strict=True)),
              lambda: csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow(["a,b"])):
    try:
        print(wrong())
    except (csv.Error, TypeError) as error:
        print(type(error).__name__, error)
