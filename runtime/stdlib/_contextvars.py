"""Context variables: values that belong to a context, of which every thread has its own to begin with."""

from _thread import _local
from types import GenericAlias

_state = _local()
_unset = object()


def _current():
    try:
        return _state.context
    except AttributeError:
        _state.context = Context()
        return _state.context


class Context:
    """What values context variables have. Only `run` enters it, and only one thread at a time."""

    __slots__ = ("_values", "_previous", "_entered")
    __hash__ = None

    def __init__(self):
        self._values = {}
        self._previous = None
        self._entered = False

    def __init_subclass__(cls):
        raise TypeError("type 'Context' is not an acceptable base type")

    def run(self, callable, /, *args, **kwargs):
        """Calls with this context as the current one."""
        if self._entered:
            raise RuntimeError(f"cannot enter context: {self!r} is already entered")
        previous = _current()
        self._entered = True
        _state.context = self
        try:
            return callable(*args, **kwargs)
        finally:
            _state.context = previous
            self._entered = False

    def copy(self):
        """Another context with the same values."""
        made = Context()
        made._values = self._values.copy()
        return made

    def _value(self, var):
        if not isinstance(var, ContextVar):
            raise TypeError(f"a ContextVar key was expected, got {var!r}")
        return self._values.get(var, _unset)

    def __getitem__(self, var):
        value = self._value(var)
        if value is _unset:
            raise KeyError(var)
        return value

    def __contains__(self, var):
        return self._value(var) is not _unset

    def get(self, var, default=None, /):
        value = self._value(var)
        return default if value is _unset else value

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def keys(self):
        return self._values.keys()

    def values(self):
        return self._values.values()

    def items(self):
        return self._values.items()

    def __eq__(self, other):
        if not isinstance(other, Context):
            return NotImplemented
        return self._values == other._values


class ContextVar:
    """A variable with a value of its own in every context."""

    __slots__ = ("_name", "_default")

    def __init__(self, name, *, default=_unset):
        if not isinstance(name, str):
            raise TypeError("context variable name must be a str")
        self._name = name
        self._default = default

    def __init_subclass__(cls):
        raise TypeError("type 'ContextVar' is not an acceptable base type")

    __class_getitem__ = classmethod(GenericAlias)

    @property
    def name(self):
        return self._name

    def get(self, default=_unset, /):
        """The value in the current context, else `default`, else the variable's own default, else LookupError."""
        value = _current()._values.get(self, _unset)
        if value is not _unset:
            return value
        if default is not _unset:
            return default
        if self._default is not _unset:
            return self._default
        raise LookupError(self)

    def set(self, value, /):
        """Sets it in the current context; the token takes that back."""
        context = _current()
        token = Token._make(context, self, context._values.get(self, _unset))
        # A copy of the context may share the dict with nobody, but iterators may be on their way through it.
        context._values = {**context._values, self: value}
        return token

    def reset(self, token, /):
        """Gives the variable the value back that it had before `set` made the token."""
        if not isinstance(token, Token):
            raise TypeError(f"expected an instance of Token, got {token!r}")
        if token._used:
            raise RuntimeError(f"{token!r} has already been used once")
        if token._var is not self:
            raise ValueError(f"{token!r} was created by a different ContextVar")
        context = _current()
        if token._context is not context:
            raise ValueError(f"{token!r} was created in a different Context")
        token._used = True
        values = context._values.copy()
        if token._old is _unset:
            values.pop(self, None)
        else:
            values[self] = token._old
        context._values = values

    def __repr__(self):
        default = "" if self._default is _unset else f" default={self._default!r}"
        return f"<ContextVar name={self._name!r}{default} at {id(self):#x}>"


class _Missing:
    def __repr__(self):
        return "<Token.MISSING>"


class Token:
    """What a variable was before it was set."""

    __slots__ = ("_context", "_var", "_old", "_used")
    MISSING = _Missing()
    __hash__ = None

    def __new__(cls, *args, **kwargs):
        raise RuntimeError("Tokens can only be created by ContextVars")

    def __init_subclass__(cls):
        raise TypeError("type 'Token' is not an acceptable base type")

    __class_getitem__ = classmethod(GenericAlias)

    @classmethod
    def _make(cls, context, var, old):
        token = object.__new__(cls)
        token._context, token._var, token._old, token._used = context, var, old, False
        return token

    @property
    def var(self):
        return self._var

    @property
    def old_value(self):
        return Token.MISSING if self._old is _unset else self._old

    def __repr__(self):
        used = " used" if self._used else ""
        return f"<Token{used} var={self._var!r} at {id(self):#x}>"


def copy_context():
    """A copy of the current context."""
    return _current().copy()
