"""Names for annotations. They describe types to readers and tools; nothing here checks a value.

Everything can be subscripted, shown and compared as in CPython. What is seldom asked for, and what needs other
modules, is made when it is first named (`__getattr__` below), so that the import costs next to nothing.
"""

import sys

__all__ = [
    "AbstractSet", "Annotated", "Any", "AnyStr", "AsyncContextManager", "AsyncGenerator", "AsyncIterable",
    "AsyncIterator", "Awaitable", "BinaryIO", "ByteString", "Callable", "ChainMap", "ClassVar", "Collection",
    "Concatenate", "Container", "ContextManager", "Coroutine", "Counter", "DefaultDict", "Deque", "Dict", "Final",
    "ForwardRef", "FrozenSet", "Generator", "Generic", "Hashable", "IO", "ItemsView", "Iterable", "Iterator",
    "KeysView", "List", "Literal", "LiteralString", "Mapping", "MappingView", "MutableMapping",
    "MutableSequence", "MutableSet", "NamedTuple", "Never", "NewType", "NoReturn", "NotRequired", "Optional",
    "OrderedDict", "ParamSpec", "ParamSpecArgs", "ParamSpecKwargs", "Protocol", "Required", "Reversible",
    "Self", "Sequence", "Set", "Sized", "SupportsAbs", "SupportsBytes", "SupportsComplex", "SupportsFloat",
    "SupportsIndex", "SupportsInt", "SupportsRound", "Text", "TextIO", "Tuple", "Type", "TypeAlias", "TypeGuard",
    "TypeVar", "TypeVarTuple", "TypedDict", "TYPE_CHECKING", "Union", "Unpack", "ValuesView", "assert_never",
    "assert_type", "cast", "clear_overloads", "dataclass_transform", "final", "get_args", "get_origin",
    "get_overloads", "get_type_hints", "is_typeddict", "no_type_check", "no_type_check_decorator", "overload",
    "reveal_type", "runtime_checkable",
]

TYPE_CHECKING = False
Text = str
_NoneType = type(None)
_BuiltinAlias = type(list[int])
_BuiltinUnion = type(int | str)


def _type_repr(value):
    """A type as a repr of an annotation shows it."""
    if isinstance(value, type) and not isinstance(value, _BuiltinAlias):
        if value.__module__ == "builtins":
            return value.__qualname__
        return f"{value.__module__}.{value.__qualname__}"
    if value is ...:
        return "..."
    if type(value).__name__ == "function":
        return value.__name__
    if isinstance(value, list):
        return "[" + ", ".join([_type_repr(item) for item in value]) + "]"
    return repr(value)


def _convert(arg, message="Parameters to generic types must be types."):
    """What may stand as an argument of a generic type: strings are references to be resolved later."""
    if arg is None:
        return _NoneType
    if isinstance(arg, str):
        return ForwardRef(arg)
    if isinstance(arg, list):
        return [_convert(item, message) for item in arg]
    if isinstance(arg, tuple):
        raise TypeError(f"{message} Got {arg!r:.100}.")
    return arg


def _collect_parameters(args):
    """The type variables in arguments, each once, in order."""
    found = []
    for arg in args:
        if isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple)):
            new = (arg,)
        elif isinstance(arg, list):
            new = _collect_parameters(arg)
        else:
            new = () if isinstance(arg, type) else getattr(arg, "__parameters__", ())
            if not isinstance(new, tuple):
                new = ()
        for parameter in new:
            if parameter not in found:
                found.append(parameter)
    return tuple(found)


class _Special:
    # A name with a meaning of its own: Union, ClassVar, ...

    def __init__(self, name, doc="", getitem=None):
        self._name = self.__name__ = self.__qualname__ = name
        self.__module__ = "typing"
        self.__doc__ = doc
        self._getitem = getitem

    def __repr__(self):
        return "typing." + self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        raise TypeError(f"{self} cannot be used with isinstance()")

    def __subclasscheck__(self, cls):
        raise TypeError(f"{self} cannot be used with issubclass()")

    def __reduce__(self):
        return self._name

    def __getitem__(self, parameters):
        if self._getitem is None:
            raise TypeError(f"{self} is not subscriptable")
        return self._getitem(self, parameters)


class _GenericAlias:
    """A generic type with arguments: List[int], or a generic class of a script's own."""

    def __init__(self, origin, args, name=None, special=None):
        self.__origin__ = origin
        self.__args__ = args
        self._name = name
        self._special = special
        self.__parameters__ = _collect_parameters(args)

    def __repr__(self):
        if self._name:
            text = "typing." + self._name
        else:
            text = _type_repr(self.__origin__)
        args = ", ".join([_type_repr(arg) for arg in self.__args__]) if self.__args__ else "()"
        return f"{text}[{args}]"

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __call__(self, *args, **kwargs):
        if self._name:
            raise TypeError(
                f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead"
            )
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except AttributeError:
            pass
        return result

    def __getattr__(self, attr):
        # What an alias does not have itself is its class's.
        if "__origin__" in self.__dict__ and not (attr.startswith("__") and attr.endswith("__")):
            return getattr(self.__origin__, attr)
        raise AttributeError(attr)

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _Special):
            raise TypeError(f"Cannot subclass {self!r}")
        result = []
        if self.__origin__ is Generic or self.__origin__ is _protocol():
            if self.__origin__ is Generic:
                # Where another base is generic already, it brings Generic.
                at = bases.index(self)
                for base in bases[at + 1 :]:
                    if isinstance(base, _GenericAlias) and base is not self:
                        return ()
            return (self.__origin__,)
        if self.__origin__ not in bases:
            result.append(self.__origin__)
        if self._name:
            at = bases.index(self)
            for base in bases[at + 1 :]:
                if isinstance(base, _GenericAlias) or (isinstance(base, type) and issubclass(base, Generic)):
                    break
            else:
                if Generic not in bases:
                    result.append(Generic)
        return tuple(result)

    def __getitem__(self, params):
        if self.__origin__ in (Generic, _protocol()):
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        if not self.__parameters__:
            raise TypeError(f"{self} is not a generic class")
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple([_convert(param) for param in params])
        wanted = len(self.__parameters__)
        variadic = any(isinstance(parameter, TypeVarTuple) for parameter in self.__parameters__)
        if len(params) != wanted and not variadic:
            many = "many" if len(params) > wanted else "few"
            raise TypeError(f"Too {many} arguments for {self}; actual {len(params)}, expected {wanted}")
        known = dict(zip(self.__parameters__, params))
        return self._with(tuple([_substitute(arg, known) for arg in self.__args__]))

    def _with(self, args):
        if self.__origin__ is Union:
            return Union[args]
        return type(self)(self.__origin__, args, self._name, self._special)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")

    def __reduce__(self):
        return _rebuild, (self.__origin__, self.__args__, self._name)


def _rebuild(origin, args, name):
    return _GenericAlias(origin, args, name)


def _substitute(arg, known):
    if isinstance(arg, (TypeVar, ParamSpec, TypeVarTuple)):
        return known.get(arg, arg)
    if isinstance(arg, list):
        return [_substitute(item, known) for item in arg]
    parameters = () if isinstance(arg, type) else getattr(arg, "__parameters__", ())
    if parameters:
        return arg[tuple([known.get(parameter, parameter) for parameter in parameters])]
    return arg


class _UnionAlias(_GenericAlias):
    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _NoneType in args:
            other = args[0] if args[1] is _NoneType else args[1]
            return f"typing.Optional[{_type_repr(other)}]"
        return f"typing.Union[{', '.join([_type_repr(arg) for arg in args])}]"

    def __eq__(self, other):
        if isinstance(other, _BuiltinUnion):
            return set(self.__args__) == set(other.__args__)
        if not isinstance(other, _UnionAlias):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        for arg in self.__args__:
            if issubclass(cls, arg):
                return True
        return False


class _CallableAlias(_GenericAlias):
    def __repr__(self):
        args = self.__args__
        first = args[0]
        if len(args) == 2 and (
            first is ... or isinstance(first, ParamSpec) or getattr(first, "_name", None) == "Concatenate"
        ):
            return f"typing.Callable[{_type_repr(args[0])}, {_type_repr(args[1])}]"
        inner = ", ".join([_type_repr(arg) for arg in args[:-1]])
        return f"typing.Callable[[{inner}], {_type_repr(args[-1])}]"


class _LiteralAlias(_GenericAlias):
    def __repr__(self):
        return f"typing.Literal[{', '.join([repr(arg) for arg in self.__args__])}]"

    def __eq__(self, other):
        if not isinstance(other, _LiteralAlias):
            return NotImplemented
        return {(type(arg), arg) for arg in self.__args__} == {(type(arg), arg) for arg in other.__args__}

    def __hash__(self):
        return hash(frozenset([(type(arg), arg) for arg in self.__args__]))


class _AnnotatedAlias(_GenericAlias):
    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, (origin,))
        self.__metadata__ = metadata

    def __repr__(self):
        shown = ", ".join([repr(item) for item in self.__metadata__])
        return f"typing.Annotated[{_type_repr(self.__origin__)}, {shown}]"

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def _with(self, args):
        return _AnnotatedAlias(args[0], self.__metadata__)

    def __mro_entries__(self, bases):
        return (self.__origin__,)


class _UnpackedAlias(_GenericAlias):
    def __repr__(self):
        return "*" + _type_repr(self.__args__[0])


class _Container:
    """List, Dict, Callable, ...: a name of typing for a class that may be subscripted."""

    def __init__(self, origin, count, name):
        self.__origin__ = origin
        self._count = count  # of parameters; -1: any
        self._name = name
        self.__module__ = "typing"

    def __repr__(self):
        return "typing." + self._name

    def __call__(self, *args, **kwargs):
        raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")

    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        if self._name == "Tuple":
            return _GenericAlias(tuple, tuple([_convert(param) for param in params]), "Tuple")
        if self._name == "Callable":
            return _make_callable(self.__origin__, params)
        params = tuple([_convert(param) for param in params])
        if len(params) != self._count:
            many = "many" if len(params) > self._count else "few"
            raise TypeError(f"Too {many} arguments for {self}; actual {len(params)}, expected {self._count}")
        return _GenericAlias(self.__origin__, params, self._name)

    def __getattr__(self, attr):
        if attr in ("__name__", "__qualname__"):
            return self._name
        if attr == "__parameters__":
            return ()
        if "__origin__" in self.__dict__ and not (attr.startswith("__") and attr.endswith("__")):
            return getattr(self.__origin__, attr)
        raise AttributeError(attr)

    def __mro_entries__(self, bases):
        result = []
        if self.__origin__ not in bases:
            result.append(self.__origin__)
        if Generic not in bases and not any(
            isinstance(base, _GenericAlias) or (isinstance(base, type) and issubclass(base, Generic))
            for base in bases[bases.index(self) + 1 :]
        ):
            result.append(Generic)
        return tuple(result)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, obj):
        return isinstance(obj, self.__origin__)

    def __subclasscheck__(self, cls):
        if isinstance(cls, _Container):
            cls = cls.__origin__
        return issubclass(cls, self.__origin__)

    def __reduce__(self):
        return self._name


def _make_callable(origin, params):
    if len(params) != 2:
        raise TypeError("Callable must be used as Callable[[arg, ...], result].")
    args, result = params
    if isinstance(args, list):
        args = tuple([_convert(arg) for arg in args])
    elif args is ... or isinstance(args, (ParamSpec, _GenericAlias)):
        args = (args,)
    else:
        raise TypeError(f"Callable[args, result]: args must be a list. Got {args}")
    return _CallableAlias(origin, args + (_convert(result),), "Callable")


class ForwardRef:
    """A type named by a string, to be looked up when somebody asks for it."""

    __slots__ = ("__forward_arg__", "__forward_is_class__", "__forward_module__")

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        self.__forward_arg__ = arg
        self.__forward_is_class__ = is_class
        self.__forward_module__ = module

    def _evaluate(self, globalns, localns, recursive_guard=frozenset()):
        value = eval(self.__forward_arg__, globalns, localns)
        return _evaluate(_convert(value), globalns, localns)

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return self.__forward_arg__ == other.__forward_arg__ and self.__forward_module__ == other.__forward_module__

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

    def __call__(self):
        raise TypeError("ForwardRef is not callable")

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        module = f", module={self.__forward_module__!r}" if self.__forward_module__ is not None else ""
        return f"ForwardRef({self.__forward_arg__!r}{module})"


def _caller_module():
    """The name of the module that calls into this one."""
    try:
        from _warnings import _position

        return (_position(2) or _position(1))[2]
    except ImportError:
        return sys._getframe(2).f_globals.get("__name__", "__main__")


class TypeVar:
    """A type variable."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        self.__name__ = name
        self.__bound__ = None if bound is None else _convert(bound, "Bound must be a type.")
        self.__constraints__ = tuple([_convert(c, "TypeVar(name, constraint, ...): constraints must be types.")
                                      for c in constraints])
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__module__ = _caller_module()

    def __repr__(self):
        prefix = "+" if self.__covariant__ else "-" if self.__contravariant__ else "~"
        return prefix + self.__name__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __mro_entries__(self, bases):
        raise TypeError("Cannot subclass an instance of TypeVar")

    def __reduce__(self):
        return self.__name__


class ParamSpecArgs:
    """P.args"""

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.args"


class ParamSpecKwargs:
    """P.kwargs"""

    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.kwargs"


class ParamSpec:
    """A variable for the parameters of a callable."""

    def __init__(self, name, *, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self.__bound__ = bound
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__module__ = _caller_module()

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)

    def __repr__(self):
        return "~" + self.__name__

    def __call__(self):
        raise TypeError("ParamSpec is not callable")

    def __or__(self, other):
        return Union[self, other]


class TypeVarTuple:
    """A variable for any number of types."""

    def __init__(self, name):
        self.__name__ = name
        self.__module__ = _caller_module()

    def __iter__(self):
        yield _UnpackedAlias(Unpack, (self,), "Unpack")

    def __call__(self):
        raise TypeError("TypeVarTuple is not callable")

    def __repr__(self):
        return self.__name__


# ---- special forms


class _AnyMeta(type):
    def __instancecheck__(self, obj):
        if self is Any:
            raise TypeError("typing.Any cannot be used with isinstance()")
        return super().__instancecheck__(obj)

    def __repr__(self):
        return "typing.Any" if self is Any else super().__repr__()


class Any(metaclass=_AnyMeta):
    """Any type at all."""

    def __new__(cls, *args, **kwargs):
        if cls is Any:
            raise TypeError("Any cannot be instantiated")
        return super().__new__(cls)


def _union(self, parameters):
    if parameters == ():
        raise TypeError("Cannot take a Union of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    flat = []
    for parameter in parameters:
        parameter = _convert(parameter, "Union[arg, ...]: each arg must be a type.")
        members = parameter.__args__ if isinstance(parameter, (_UnionAlias, _BuiltinUnion)) else (parameter,)
        for member in members:
            if member not in flat:
                flat.append(member)
    if len(flat) == 1:
        return flat[0]
    name = "Optional" if len(flat) == 2 and _NoneType in flat else None
    return _UnionAlias(Union, tuple(flat), name)


def _one(self, parameters):
    item = _convert(parameters, f"{self} accepts only single type.")
    return _GenericAlias(self, (item,), self._name)


def _literal(self, parameters):
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    flat = []
    seen = []
    for parameter in parameters:
        values = parameter.__args__ if isinstance(parameter, _LiteralAlias) else (parameter,)
        for value in values:
            if (type(value), value) not in seen:
                seen.append((type(value), value))
                flat.append(value)
    return _LiteralAlias(self, tuple(flat), "Literal")


def _concatenate(self, parameters):
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    return _GenericAlias(self, tuple([_convert(parameter) for parameter in parameters]), "Concatenate")


Union = _Special("Union", "One of several types.", _union)
Optional = _Special("Optional", "A type or None.", lambda self, parameter: Union[parameter, None])
Literal = _Special("Literal", "One of several values.", _literal)
ClassVar = _Special("ClassVar", "A variable of the class, not of instances.", _one)
Final = _Special("Final", "A name that is not assigned again.", _one)
TypeGuard = _Special("TypeGuard", "A bool that says that an argument is of a type.", _one)
Required = _Special("Required", "A key that a TypedDict must have.", _one)
NotRequired = _Special("NotRequired", "A key that a TypedDict may lack.", _one)
Unpack = _Special("Unpack", "The types of a tuple, one by one.",
                  lambda self, parameter: _UnpackedAlias(self, (_convert(parameter),), "Unpack"))
Concatenate = _Special("Concatenate", "Parameters in front of others.", _concatenate)
NoReturn = _Special("NoReturn", "What a function returns that never returns.")
Never = _Special("Never", "The type that has no value.")
Self = _Special("Self", "The class itself.")
LiteralString = _Special("LiteralString", "A string made of literals.")
TypeAlias = _Special("TypeAlias", "Says that an assignment makes an alias.")


class Annotated:
    """A type with remarks."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        raise TypeError("Type Annotated cannot be instantiated.")

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple) or len(params) < 2:
            raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
        return _AnnotatedAlias(_convert(params[0], "Annotated[t, ...]: t must be a type."), tuple(params[1:]))


# ---- generic classes


class Generic:
    """The base of generic classes: class Stack(Generic[T])."""

    __slots__ = ()

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple([_convert(param) for param in params])
        if cls is Generic or cls is _protocol():
            for param in params:
                if not isinstance(param, (TypeVar, ParamSpec, TypeVarTuple, _UnpackedAlias)):
                    raise TypeError(
                        f"Parameters to {cls.__name__}[...] must all be type variables or parameter specification "
                        "variables."
                    )
            if len(set(params)) != len(params):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
        else:
            wanted = cls.__parameters__
            if not wanted:
                raise TypeError(f"{cls} is not a generic class")
            variadic = any(isinstance(parameter, (TypeVarTuple, ParamSpec)) for parameter in wanted)
            if len(params) != len(wanted) and not variadic:
                many = "many" if len(params) > len(wanted) else "few"
                raise TypeError(f"Too {many} arguments for {cls}; actual {len(params)}, expected {len(wanted)}")
        return _GenericAlias(cls, params)

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        bases = cls.__dict__.get("__orig_bases__", ())
        if "__orig_bases__" in cls.__dict__:
            if Generic in bases:
                raise TypeError("Cannot inherit from plain Generic")
        elif Generic in cls.__bases__ and cls.__name__ != "Protocol":
            raise TypeError("Cannot inherit from plain Generic")
        parameters = _collect_parameters(bases)
        for base in bases:
            if isinstance(base, _GenericAlias) and base.__origin__ is Generic:
                parameters = base.__parameters__
                break
        cls.__parameters__ = parameters


Generic.__parameters__ = ()


def _protocol():
    return globals().get("Protocol")


def _make_protocol():
    from abc import ABCMeta

    class _ProtocolMeta(ABCMeta):
        def __instancecheck__(cls, instance):
            if not cls.__dict__.get("_is_protocol"):
                return super().__instancecheck__(instance)
            if not getattr(cls, "_is_runtime_protocol", False):
                raise TypeError(
                    "Instance and class checks can only be used with @runtime_checkable protocols"
                )
            if super().__instancecheck__(instance):
                return True
            for name in _protocol_members(cls):
                if not hasattr(instance, name):
                    return False
                if getattr(instance, name) is None and callable(getattr(cls, name, None)):
                    return False
            return True

    class Protocol(Generic, metaclass=_ProtocolMeta):
        """The base of protocols: classes that describe what others have."""

        __slots__ = ()
        _is_protocol = True
        _is_runtime_protocol = False

        def __init_subclass__(cls, *args, **kwargs):
            super().__init_subclass__(*args, **kwargs)
            if "_is_protocol" not in cls.__dict__:
                cls._is_protocol = any(base is Protocol for base in cls.__bases__)
            if cls._is_protocol:
                if "__init__" not in cls.__dict__:
                    cls.__init__ = _no_init
                if "__subclasshook__" not in cls.__dict__:
                    cls.__subclasshook__ = classmethod(_protocol_hook)
            elif cls.__init__ is _no_init:
                for base in cls.__mro__[1:]:
                    init = base.__dict__.get("__init__", _no_init)
                    if init is not _no_init:
                        cls.__init__ = init
                        break

    Protocol.__module__ = "typing"
    Protocol.__qualname__ = "Protocol"
    Protocol.__parameters__ = ()
    return Protocol


def _no_init(self, *args, **kwargs):
    if type(self)._is_protocol:
        raise TypeError("Protocols cannot be instantiated")


_NOT_MEMBERS = {
    "__abstractmethods__", "__annotations__", "__class_getitem__", "__dict__", "__doc__", "__init__",
    "__init_subclass__", "__module__", "__new__", "__orig_bases__", "__orig_class__", "__parameters__",
    "__qualname__", "__slots__", "__subclasshook__", "__weakref__", "_is_protocol", "_is_runtime_protocol",
    "__match_args__", "__hash__",
}


def _protocol_members(cls):
    members = set()
    for base in cls.__mro__[:-1]:
        if base.__name__ in ("Protocol", "Generic") and base.__module__ == "typing":
            continue
        for name in [*base.__dict__, *base.__dict__.get("__annotations__", {})]:
            if not name.startswith("_abc_") and name not in _NOT_MEMBERS:
                members.add(name)
    return members


def _protocol_hook(cls, other):
    if not cls.__dict__.get("_is_protocol"):
        return NotImplemented
    if not cls._is_runtime_protocol:
        raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
    if not isinstance(other, type):
        raise TypeError("issubclass() arg 1 must be a class")
    for name in _protocol_members(cls):
        if not any(name in base.__dict__ or name in base.__dict__.get("__annotations__", {})
                   for base in other.__mro__):
            return NotImplemented
    return True


def runtime_checkable(cls):
    """Lets isinstance() be used with a protocol."""
    if not getattr(cls, "_is_protocol", False):
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


# ---- functions and decorators


def cast(typ, val):
    """The value, unchanged."""
    return val


def assert_type(val, typ, /):
    return val


def assert_never(arg, /):
    value = repr(arg)
    raise AssertionError(f"Expected code to be unreachable, but got: {value[:100]}")


def reveal_type(obj, /):
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


def overload(func):
    """Marks one of several signatures of a function; the last definition, without it, is called."""
    _overloads.setdefault((func.__module__, func.__qualname__), []).append(func)
    return _overload_dummy


_overloads = {}


def _overload_dummy(*args, **kwds):
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions outside a stub module "
        "should always be followed by an implementation that is not @overload-ed."
    )


def get_overloads(func):
    return list(_overloads.get((func.__module__, func.__qualname__), []))


def clear_overloads():
    _overloads.clear()


def final(f):
    """Marks what shall not be overridden or subclassed."""
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def no_type_check(arg):
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass
    return arg


def no_type_check_decorator(decorator):
    def wrapped(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))

    return wrapped


def dataclass_transform(**kwargs):
    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = kwargs
        return cls_or_fn

    return decorator


class NewType:
    """A name for a type that checkers keep apart; called, it returns its argument."""

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        self.__module__ = _caller_module()

    def __call__(self, x):
        return x

    def __mro_entries__(self, bases):
        raise TypeError(
            "Cannot subclass an instance of NewType. Perhaps you were looking for: "
            f"`Sub = NewType('Sub', {self.__name__})`"
        )

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


def get_origin(tp):
    """The class behind a subscripted type: list of List[int]."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_GenericAlias, _BuiltinAlias, _Container, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, _BuiltinUnion):
        return _BuiltinUnion
    return None


def get_args(tp):
    """The arguments of a subscripted type: (int,) of List[int]."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__,) + tp.__metadata__
    if isinstance(tp, _CallableAlias):
        args = tp.__args__
        if not (len(args) == 2 and (args[0] is ... or isinstance(args[0], ParamSpec))):
            return list(args[:-1]), args[-1]
        return args
    if isinstance(tp, (_GenericAlias, _BuiltinAlias, _BuiltinUnion)):
        return tp.__args__
    return ()


def is_typeddict(tp):
    return isinstance(tp, type) and getattr(tp, "_is_typed_dict", False)


def _evaluate(value, globalns, localns):
    if isinstance(value, ForwardRef):
        return value._evaluate(globalns, localns)
    if isinstance(value, (_GenericAlias, _BuiltinAlias, _BuiltinUnion)):
        args = tuple([_evaluate(ForwardRef(arg) if isinstance(arg, str) and isinstance(value, _BuiltinAlias) else arg,
                                globalns, localns) for arg in value.__args__])
        if args == value.__args__ or isinstance(value, _LiteralAlias):
            return value
        if isinstance(value, _BuiltinAlias):
            return value.__origin__[args]
        if isinstance(value, _BuiltinUnion):
            return Union[args]
        return value._with(args)
    return value


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations of a function, class or module, with names in strings resolved."""
    if getattr(obj, "__no_type_check__", None):
        return {}
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            module = sys.modules.get(base.__module__)
            names = globalns if globalns is not None else (module.__dict__ if module is not None else {})
            local = localns if localns is not None else dict(vars(base))
            for name, value in base.__dict__.get("__annotations__", {}).items():
                hints[name] = _resolve(value, names, local)
    else:
        annotations = getattr(obj, "__annotations__", None)
        if annotations is None:
            if callable(obj) or type(obj).__name__ == "module":
                return {}
            raise TypeError(f"{obj!r} is not a module, class, method, or function.")
        if globalns is None:
            if type(obj).__name__ == "module":
                globalns = obj.__dict__
            else:
                inner = obj
                while hasattr(inner, "__wrapped__"):
                    inner = inner.__wrapped__
                globalns = getattr(inner, "__globals__", {})
        if localns is None:
            localns = globalns
        for name, value in annotations.items():
            hints[name] = _resolve(value, globalns, localns)
    if include_extras:
        return hints
    return {name: _strip(value) for name, value in hints.items()}


def _resolve(value, globalns, localns):
    if value is None:
        return _NoneType
    if isinstance(value, str):
        value = ForwardRef(value)
    return _evaluate(value, globalns, localns)


def _strip(value):
    """Without Annotated, Required and NotRequired."""
    if isinstance(value, _AnnotatedAlias):
        return _strip(value.__origin__)
    if isinstance(value, _GenericAlias):
        if value.__origin__ in (Required, NotRequired):
            return _strip(value.__args__[0])
        args = tuple([_strip(arg) for arg in value.__args__])
        return value if args == value.__args__ else value._with(args)
    return value


# ---- NamedTuple and TypedDict


class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        from collections import namedtuple

        types = {name: _convert(value, f"field {name} annotation must be a type")
                 for name, value in ns.get("__annotations__", {}).items()}
        defaults = []
        for name in types:
            if name in ns:
                defaults.append(name)
            elif defaults:
                raise TypeError(
                    f"Non-default namedtuple field {name} cannot follow default field"
                    f"{'s' if len(defaults) > 1 else ''} {', '.join(defaults)}"
                )
        made = namedtuple(typename, types, defaults=[ns[name] for name in defaults], module=ns["__module__"])
        made.__annotations__ = made.__new__.__annotations__ = types
        generic = [base for base in bases if base is not _NamedTuple]
        if generic:
            made = type(typename, (made, *generic), {"__slots__": (), "__module__": ns["__module__"]})
        for name, value in ns.items():
            if name in ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults", "_make",
                        "_replace", "_asdict", "_source"):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + name)
            if name not in ("__module__", "__annotations__", "__qualname__", "__classcell__") and name not in types:
                setattr(made, name, value)
        if "__qualname__" in ns:
            made.__qualname__ = ns["__qualname__"]
        return made


def NamedTuple(typename, fields=None, /, **kwargs):
    """A named tuple with types: a base class, or called with a list of fields."""
    if fields is None:
        fields = kwargs.items()
    elif kwargs:
        raise TypeError("Either list of fields or keywords can be provided to NamedTuple, not both")
    from collections import namedtuple

    types = {name: _convert(value) for name, value in fields}
    made = namedtuple(typename, types, module=_caller_module())
    made.__annotations__ = made.__new__.__annotations__ = types
    return made


_NamedTuple = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})
NamedTuple.__mro_entries__ = lambda bases: (_NamedTuple,)


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        generic = (Generic,) if any(isinstance(base, type) and issubclass(base, Generic) for base in bases) else ()
        made = type.__new__(_TypedDictMeta, name, (*generic, dict), ns)
        annotations = {}
        required = set()
        optional = set()
        for base in bases:
            annotations.update(base.__dict__.get("__annotations__", {}))
            required |= base.__dict__.get("__required_keys__", frozenset())
            optional |= base.__dict__.get("__optional_keys__", frozenset())
        for key, value in ns.get("__annotations__", {}).items():
            value = _convert(value)
            annotations[key] = value
            must = total
            if isinstance(value, _GenericAlias) and value.__origin__ in (Required, NotRequired):
                must = value.__origin__ is Required
            (required if must else optional).add(key)
        made.__annotations__ = annotations
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        made.__total__ = total
        made._is_typed_dict = True
        return made

    def __call__(cls, /, *args, **kwargs):
        return dict(*args, **kwargs)

    def __subclasscheck__(cls, other):
        raise TypeError("TypedDict does not support instance and class checks")

    __instancecheck__ = __subclasscheck__


def TypedDict(typename, fields=None, /, *, total=True, **kwargs):
    """A dict with known keys: a base class, or called with a dict of fields."""
    if fields is None:
        fields = kwargs
    return _TypedDictMeta(typename, (), {"__annotations__": dict(fields), "__module__": _caller_module()}, total=total)


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


# ---- names for containers

List = _Container(list, 1, "List")
Dict = _Container(dict, 2, "Dict")
Set = _Container(set, 1, "Set")
FrozenSet = _Container(frozenset, 1, "FrozenSet")
Tuple = _Container(tuple, -1, "Tuple")
Type = _Container(type, 1, "Type")
AnyStr = TypeVar("AnyStr", bytes, str)
AnyStr.__module__ = "typing"

# name: (module, class, number of parameters)
_LAZY = {
    "Deque": ("collections", "deque", 1),
    "DefaultDict": ("collections", "defaultdict", 2),
    "OrderedDict": ("collections", "OrderedDict", 2),
    "Counter": ("collections", "Counter", 1),
    "ChainMap": ("collections", "ChainMap", 2),
    "Awaitable": ("collections.abc", "Awaitable", 1),
    "Coroutine": ("collections.abc", "Coroutine", 3),
    "AsyncIterable": ("collections.abc", "AsyncIterable", 1),
    "AsyncIterator": ("collections.abc", "AsyncIterator", 1),
    "AsyncGenerator": ("collections.abc", "AsyncGenerator", 2),
    "Iterable": ("collections.abc", "Iterable", 1),
    "Iterator": ("collections.abc", "Iterator", 1),
    "Reversible": ("collections.abc", "Reversible", 1),
    "Container": ("collections.abc", "Container", 1),
    "Collection": ("collections.abc", "Collection", 1),
    "Callable": ("collections.abc", "Callable", -1),
    "AbstractSet": ("collections.abc", "Set", 1),
    "MutableSet": ("collections.abc", "MutableSet", 1),
    "Mapping": ("collections.abc", "Mapping", 2),
    "MutableMapping": ("collections.abc", "MutableMapping", 2),
    "Sequence": ("collections.abc", "Sequence", 1),
    "MutableSequence": ("collections.abc", "MutableSequence", 1),
    "ByteString": ("collections.abc", "ByteString", 0),
    "MappingView": ("collections.abc", "MappingView", 1),
    "KeysView": ("collections.abc", "KeysView", 1),
    "ItemsView": ("collections.abc", "ItemsView", 2),
    "ValuesView": ("collections.abc", "ValuesView", 1),
    "Generator": ("collections.abc", "Generator", 3),
    "Hashable": ("collections.abc", "Hashable", 0),
    "Sized": ("collections.abc", "Sized", 0),
    "ContextManager": ("contextlib", "AbstractContextManager", 1),
    "AsyncContextManager": ("contextlib", "AbstractAsyncContextManager", 1),
    "Pattern": ("re", "Pattern", 1),
    "Match": ("re", "Match", 1),
}

_SUPPORTS = {
    "SupportsInt": ("__int__", int),
    "SupportsFloat": ("__float__", float),
    "SupportsComplex": ("__complex__", complex),
    "SupportsBytes": ("__bytes__", bytes),
    "SupportsIndex": ("__index__", int),
    "SupportsAbs": ("__abs__", None),
    "SupportsRound": ("__round__", None),
}


def _make_supports(name):
    method, result = _SUPPORTS[name]

    def function(self):
        pass

    function.__name__ = method
    function.__qualname__ = f"{name}.{method}"
    protocol = sys.modules[__name__].Protocol
    bases = (protocol,)
    space = {method: function, "__module__": "typing", "__slots__": ()}
    if result is None:
        alias = protocol[TypeVar("T_co", covariant=True)]
        space["__orig_bases__"] = (alias,)
    return runtime_checkable(type(protocol)(name, bases, space))


def _make_io(name):
    class IO(Generic[AnyStr]):
        """What files have in common."""

        __slots__ = ()

    class BinaryIO(IO[bytes]):
        __slots__ = ()

    class TextIO(IO[str]):
        __slots__ = ()

    for cls in (IO, BinaryIO, TextIO):
        cls.__module__ = "typing"
        cls.__qualname__ = cls.__name__
        globals()[cls.__name__] = cls
    return globals()[name]


def __getattr__(name):
    if name in _LAZY:
        module, attribute, count = _LAZY[name]
        __import__(module)
        value = _Container(getattr(sys.modules[module], attribute), count, name)
    elif name == "Protocol":
        value = _make_protocol()
    elif name in _SUPPORTS:
        value = _make_supports(name)
    elif name in ("IO", "BinaryIO", "TextIO"):
        value = _make_io(name)
    else:
        raise AttributeError(f"module 'typing' has no attribute {name!r}")
    return globals().setdefault(name, value)
