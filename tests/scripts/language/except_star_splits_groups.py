def show(group, depth=0):
    if isinstance(group, BaseExceptionGroup):
        print("  " * depth + type(group).__name__, repr(group.message))
        for e in group.exceptions:
            show(e, depth + 1)
    else:
        print("  " * depth + repr(group))


try:
    raise ExceptionGroup("g", [ValueError(1), TypeError("t"), ExceptionGroup("h", [ValueError(2), OSError("o")])])
except* ValueError as e:
    show(e)
except* (TypeError, OSError) as e:
    show(e)
else:
    print("not here")
finally:
    print("finally")
# expect: ExceptionGroup 'g'
# expect:   ValueError(1)
# expect:   ExceptionGroup 'h'
# expect:     ValueError(2)
# expect: ExceptionGroup 'g'
# expect:   TypeError('t')
# expect:   ExceptionGroup 'h'
# expect:     OSError('o')
# expect: finally
try:
    e
except NameError as error:
    print(error)            # expect: name 'e' is not defined

try:
    raise KeyError("alone")
except* KeyError as e:
    show(e)
# expect: ExceptionGroup ''
# expect:   KeyError('alone')

try:
    print("fine")           # expect: fine
except* ValueError:
    print("no")
else:
    print("else")           # expect: else


def attempt(function):
    try:
        function()
    except BaseException as error:
        show(error)
        return error


def rest_goes_on():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError:
        print("caught the ValueError")

attempt(rest_goes_on)
# expect: caught the ValueError
# expect: ExceptionGroup 'g'
# expect:   TypeError(2)


def raise_in_a_clause():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2), OSError(3)])
    except* ValueError:
        raise KeyError("new")
    except* TypeError:
        pass

error = attempt(raise_in_a_clause)
# expect: ExceptionGroup ''
# expect:   KeyError('new')
# expect:   ExceptionGroup 'g'
# expect:     OSError(3)
print(repr(error.exceptions[0].__context__))    # expect: ExceptionGroup('g', [ValueError(1)])


def raise_again():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2), OSError(3)])
    except* ValueError:
        raise
    except* TypeError as e:
        raise e
    except* OSError:
        pass

attempt(raise_again)
# expect: ExceptionGroup ''
# expect:   ExceptionGroup 'g'
# expect:     TypeError(2)
# expect:   ExceptionGroup 'g'
# expect:     ValueError(1)


def two_new_ones():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError:
        raise KeyError(1)
    except* TypeError as e:
        raise RuntimeError(2) from e

attempt(two_new_ones)
# expect: ExceptionGroup ''
# expect:   KeyError(1)
# expect:   RuntimeError(2)


def bare_and_unmatched():
    try:
        raise OSError("bare")
    except* ValueError:
        pass

attempt(bare_and_unmatched)     # expect: OSError('bare')


def bare_raised_again():
    try:
        raise OSError("bare")
    except* OSError:
        raise

attempt(bare_raised_again)
# expect: ExceptionGroup ''
# expect:   OSError('bare')


def wrong_types(kind):
    def inner():
        try:
            raise ValueError(1)
        except* kind:
            pass
    return inner

for kind in (ExceptionGroup, int, (ValueError, BaseExceptionGroup), 5):
    attempt(wrong_types(kind))
# expect: TypeError('catching ExceptionGroup with except* is not allowed. Use except instead.')
# expect: TypeError('catching classes that do not inherit from BaseException is not allowed')
# expect: TypeError('catching ExceptionGroup with except* is not allowed. Use except instead.')
# expect: TypeError('catching classes that do not inherit from BaseException is not allowed')


def in_a_loop():
    for i in range(3):
        try:
            if i % 2:
                raise ExceptionGroup("odd", [ValueError(i)])
        except* ValueError as e:
            for x in range(5):
                if x == 1:
                    break
            print("odd", i, e.exceptions)
            continue_later = True
        else:
            print("even", i)

in_a_loop()
# expect: even 0
# expect: odd 1 (ValueError(1),)
# expect: even 2


class MyGroup(ExceptionGroup):
    def derive(self, excs):
        return MyGroup(self.message, excs)

try:
    try:
        raise MyGroup("mine", [ValueError(1), TypeError(2)])
    except* ValueError as e:
        show(e)
except MyGroup as e:
    show(e)
# expect: MyGroup 'mine'
# expect:   ValueError(1)
# expect: MyGroup 'mine'
# expect:   TypeError(2)

for jump in ("break", "continue", "return"):
    text = f"def f():\n  while 1:\n    try: pass\n    except* ValueError:\n      {jump}"
    try:
        compile(text, "x", "exec")
    except SyntaxError as error:
        print(error.msg)
# expect: 'break', 'continue' and 'return' cannot appear in an except* block
# expect: 'break', 'continue' and 'return' cannot appear in an except* block
# expect: 'break', 'continue' and 'return' cannot appear in an except* block


def generator():
    try:
        yield 1
    except* ValueError as e:
        yield e.exceptions

g = generator()
next(g)
print(g.throw(ValueError("thrown")))    # expect: (ValueError('thrown'),)
