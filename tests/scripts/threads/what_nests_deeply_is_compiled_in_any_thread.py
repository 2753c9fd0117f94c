import threading

LARGE = 3000


def outcome(source):
    try:
        compile(source, "deep", "eval")
        return "compiled"
    except (SyntaxError, RecursionError, MemoryError):
        return "refused"


def run():
    outcomes = set()
    for opening, closing in (("(", ")"), ("[", "]"), ("(1,", ")"), ("{1:", "}"), ("f(", ")"), ("-", ""), ("not ", ""),
                             ("lambda: ", ""), ("1 if x else ", "")):
        outcomes.add(outcome(opening * 90 + "1" + closing * 90))
        outcome(opening * LARGE + "1" + closing * LARGE)
    for step in (".a", "()", "[0]", " + x", " < x", " and x", " ** x"):
        outcomes.add(outcome("x" + step * 90))
        outcome("x" + step * LARGE)
    print(outcomes)


thread = threading.Thread(target=run)
thread.start()
thread.join()
run()
# expect: {'compiled'}
# expect: {'compiled'}
