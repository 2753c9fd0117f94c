import configparser
import io

parser = configparser.ConfigParser()
parser.read_string("""
[DEFAULT]
base = /srv
threads = 4

[server]
path = %(base)s/www
port: 8080
debug = yes
ratio = 0.5
text = first
    second
# a comment
[empty]
""")
server = parser["server"]
print(parser.sections(), server["path"], server.getint("port"), server.getboolean("debug"), server.getfloat("ratio"))
print(repr(server["text"]), server.get("none", "fallback"), parser.get("empty", "threads"), "x" in server)
print(dict(parser["empty"]), parser.options("server"), parser.has_option("server", "port"))
parser["new"] = {"a": "1"}
parser.set("new", "b", "2")
parser.remove_section("empty")
out = io.StringIO()
parser.write(out)
print(out.getvalue())
for wrong in (lambda: parser["nowhere"], lambda: parser.get("server", "none"), lambda: parser.add_section("new"),
              lambda: configparser.ConfigParser().read_string("no section = 1"), lambda: server.getint("debug")):
    try:
        print(wrong())
    except (configparser.Error, KeyError, ValueError) as error:
        print(type(error).__name__, str(error).splitlines()[0])
raw = configparser.RawConfigParser(allow_no_value=True)
raw.read_dict({"s": {"k": "%(x)s"}})
print(raw.get("s", "k"))
