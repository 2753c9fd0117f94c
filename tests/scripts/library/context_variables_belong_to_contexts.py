import contextvars
import threading

user = contextvars.ContextVar("user", default="nobody")
level = contextvars.ContextVar("level")
print(user.get(), user.name, level.get(3))
try:
    level.get()
except LookupError as error:
    print("LookupError", error.args[0] is level)
token = user.set("ann")
print(user.get(), token.var is user, token.old_value is contextvars.Token.MISSING)
copied = contextvars.copy_context()


def inside():
    user.set("bob")
    return user.get()


print(copied.run(inside), user.get(), copied[user], user in copied, len(copied), list(copied.items()) == [(user, "bob")])
user.reset(token)
print(user.get())
try:
    user.reset(token)
except RuntimeError as error:
    print("has already been used once" in str(error))
seen = []
user.set("main")
thread = threading.Thread(target=lambda: seen.append(user.get()))
thread.start()
thread.join()
print(seen)
try:
    copied.run(copied.run, print)
except RuntimeError as error:
    print(str(error).startswith("cannot enter context"))
