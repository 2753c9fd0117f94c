def tag(name):
    def decorate(f):
        def wrapper(*args, **kwargs):
            return f"<{name}>{f(*args, **kwargs)}</{name}>"
        return wrapper
    return decorate


@tag("b")
@tag("i")
def greet(who, *, mark="!"):
    return f"hello {who}{mark}"


print(greet("you"))  # expect: <b><i>hello you!</i></b>
print(greet("me", mark="?"))  # expect: <b><i>hello me?</i></b>


def register(cls):
    cls.registered = True
    return cls


@register
class C:
    pass


print(C.registered)  # expect: True
