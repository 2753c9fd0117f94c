import argparse

parser = argparse.ArgumentParser(prog="copy", description="Copies files in threads.")
parser.add_argument("files", nargs="+", help="what to copy")
parser.add_argument("-t", "--threads", type=int, default=4, metavar="N", help="how many threads (default: %(default)s)")
parser.add_argument("-v", "--verbose", action="count", default=0)
parser.add_argument("--mode", choices=["fast", "safe"], default="safe")
group = parser.add_mutually_exclusive_group()
group.add_argument("--dry-run", action="store_true")
group.add_argument("--force", action="store_true")

print(parser.parse_args(["a", "b", "-t", "8", "-vv", "--mode=fast"]))
print(parser.parse_args(["x", "--dry-run"]).dry_run)
parser.print_help()
parser.print_usage()
for line in (["a", "--threads", "many"], ["a", "--mode", "slow"], [], ["a", "--dry-run", "--force"], ["a", "--what"]):
    try:
        parser.parse_args(line)
    except SystemExit as end:
        print("exit", end.code)

tool = argparse.ArgumentParser(prog="tool")
commands = tool.add_subparsers(dest="command", required=True)
add = commands.add_parser("add", help="adds numbers")
add.add_argument("numbers", type=float, nargs="*")
add.set_defaults(function=sum)
arguments = tool.parse_args(["add", "1", "2.5"])
print(arguments.command, arguments.function(arguments.numbers))
print(tool.parse_known_args(["add", "1", "--other"])[1])
