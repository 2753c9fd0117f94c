import io
import json

data = {"name": "é\n\"x\"", "list": [1, 2.5, -3e100, True, False, None], "empty": [{}, [], ""], "nested": {"a": {"b": [1]}}}
text = json.dumps(data)
print(text)
print(json.loads(text) == data)
print(json.dumps(data, ensure_ascii=False, sort_keys=True))
print(json.dumps(data, indent=2))
print(json.dumps([1, {"a": 2}], indent="\t"), json.dumps([1, {"a": 2}], separators=(",", ":")))
print(json.dumps({1: "a", 2.5: "b", None: "c", True: "d"}), json.dumps({(1, 2): 3, "x": 1}, skipkeys=True))
print(json.dumps([float("nan"), float("inf"), -float("inf")]), json.dumps("\u2028\U0001f600\x7f\x00"))
print(json.loads(' [1, 2.0, "\\u00e9\\ud83d\\ude00\\n", NaN, -Infinity, 1E5, -0, 123456789012345678901234567890] '))


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


class PointEncoder(json.JSONEncoder):
    def default(self, o):
        return {"x": o.x, "y": o.y} if isinstance(o, Point) else super().default(o)


print(json.dumps([Point(1, 2)], cls=PointEncoder), json.dumps({1, 2}, default=sorted))
print(json.loads('{"x": 1, "y": 2}', object_hook=lambda d: sorted(d.items())))
print(json.loads('{"x": 1, "x": 2}', object_pairs_hook=list), json.loads("[1.5, 2]", parse_float=str, parse_int=lambda s: s * 2))
print(json.loads("[NaN]", parse_constant=lambda name: name.lower()), json.loads(b'["\xc3\xa9"]'), json.loads("1".encode("utf-16")))
f = io.StringIO()
json.dump(data, f, indent=1)
f.seek(0)
print(json.load(f) == data, json.JSONDecoder().raw_decode('[1] rest'))
print("".join(json.JSONEncoder(indent=1).iterencode([1, [2]])))

for bad in ["", "[1,]", "{", '{"a" 1}', '{"a":1,}', "[1 2]", '"abc', '"\\x"', '"\n"', "tru", "[1]x", "{1:2}", "nul", '"\\u12"', "-", "01"]:
    try:
        print(json.loads(bad))
    except json.JSONDecodeError as e:
        print(repr(bad), "|", e, "|", e.msg, e.pos, e.lineno, e.colno)

circle = []
circle.append(circle)
for call in (lambda: json.dumps(circle), lambda: json.dumps(object()), lambda: json.dumps({(1,): 2}), lambda: json.loads(5),
             lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.loads("\ufeff1")):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
