"""Names for annotations. They describe types to readers and tools; nothing here checks a value.

Everything can be subscripted, shown and compared as in CPython. What is seldom asked for, and what needs other
modules, is made when it is first named (`__getattr__` below), so that the import costs next to nothing.
"""

import sys

__all__ = [
    "AbstractSet", "Annotated", "Any", "AnyStr", "assert_never", "assert_type", "AsyncContextManager",
    "AsyncGenerator", "AsyncIterable", "AsyncIterator", "Awaitable", "BinaryIO", "ByteString", "Callable",
    "cast", "ChainMap", "ClassVar", "clear_overloads", "Collection", "Concatenate", "Container",
    "ContextManager", "Coroutine", "Counter", "dataclass_transform", "DefaultDict", "Deque", "Dict", "Final",
    "final", "ForwardRef", "FrozenSet", "Generator", "Generic", "get_args", "get_origin", "get_overloads",
    "get_type_hints", "Hashable", "IO", "is_typeddict", "ItemsView", "Iterable", "Iterator", "KeysView", "List",
    "Literal", "LiteralString", "Mapping", "MappingView", "Match", "MutableMapping", "MutableSequence",
    "MutableSet", "NamedTuple", "Never", "NewType", "no_type_check", "no_type_check_decorator", "NoReturn",
    "NotRequired", "Optional", "OrderedDict", "overload", "ParamSpec", "ParamSpecArgs", "ParamSpecKwargs",
    "Pattern", "Protocol", "Required", "reveal_type", "Reversible", "runtime_checkable", "Self", "Sequence",
    "Set", "Sized", "SupportsAbs", "SupportsBytes", "SupportsComplex", "SupportsFloat", "SupportsIndex",
    "SupportsInt", "SupportsRound", "Text", "TextIO", "Tuple", "Type", "TYPE_CHECKING", "TypeAlias",
    "TypedDict", "TypeGuard", "TypeVar", "TypeVarTuple", "Union", "Unpack", "ValuesView",
]

TYPE_CHECKING = False
Text = str
_NoneType = type(None)
_BuiltinAlias = type(list[int])
_BuiltinUnion = type(int | str)
_FunctionType = type(lambda: None)
_set_own = object.__setattr__
_BAD_ARGUMENT = "Parameters to generic types must be types."


def _type_repr(value):
    """A type as a repr of an annotation shows it."""
    if isinstance(value, type):
        if value.__module__ == "builtins":
            return value.__qualname__
        return f"{value.__module__}.{value.__qualname__}"
    if value is ...:
        return "..."
    if isinstance(value, _FunctionType):
        return value.__name__
    return repr(value)


def _convert(arg, module=None, special=False):
    """None and strings as arguments of a generic type: strings are references to be resolved later."""
    if arg is None:
        return _NoneType
    if isinstance(arg, str):
        return ForwardRef(arg, module=module, is_class=special)
    return arg


def _check(arg, message=_BAD_ARGUMENT, is_argument=True, module=None, special=False):
    """The same, and TypeError for what is no type. `special`: ClassVar and Final are all right, as in a class body."""
    arg = _convert(arg, module, special)
    if isinstance(arg, type):
        if arg is Generic or arg is _protocol():
            raise TypeError(f"Plain {arg} is not valid as type argument")
        return arg
    if isinstance(arg, _GenericAlias):
        origin = arg.__origin__
        if (origin is Generic or origin is _protocol() or origin is ClassVar and not special
                or origin is Final and not special and is_argument):
            raise TypeError(f"{arg} is not valid as type argument")
        return arg
    if isinstance(arg, _SpecialForm):
        if not (arg in _PLAIN or special and arg in (ClassVar, Final)):
            raise TypeError(f"Plain {arg} is not valid as type argument")
        return arg
    if type(arg) is tuple:
        raise TypeError(f"{message} Got {arg!r:.100}.")
    return arg


def _count_error(alias, actual, expected):
    many = "many" if actual > expected else "few"
    return TypeError(f"Too {many} arguments for {alias}; actual {actual}, expected {expected}")


def _collect_parameters(args):
    """The type variables in arguments, each once, in order."""
    found = []
    for arg in args:
        if isinstance(arg, type):
            continue
        if isinstance(arg, tuple):
            new = _collect_parameters(arg)
        elif hasattr(arg, "__typing_subst__"):
            new = (arg,)
        else:
            new = getattr(arg, "__parameters__", ())
        for parameter in new:
            if parameter not in found:
                found.append(parameter)
    return tuple(found)


def _unpacked_args(arg):
    """What stands in *tuple[...] or Unpack[Tuple[...]]; None for anything else."""
    return None if isinstance(arg, type) else getattr(arg, "__typing_unpacked_tuple_args__", None)


def _unpack(args):
    """Arguments with the tuples of known length among them unpacked."""
    flat = []
    for arg in args:
        inner = _unpacked_args(arg)
        if inner is not None and not (inner and inner[-1] is ...):
            flat.extend(inner)
        else:
            flat.append(arg)
    return tuple(flat)


def _prepare(alias, parameters, args):
    for parameter in parameters:
        prepare = getattr(parameter, "__typing_prepare_subst__", None)
        if prepare is not None:
            args = prepare(alias, args)
    if len(args) != len(parameters):
        raise _count_error(alias, len(args), len(parameters))
    return args


def _is_unpacked_variadic(arg):
    return not isinstance(arg, type) and getattr(arg, "__typing_is_unpacked_typevartuple__", False)


def _stands_for_parameters(arg):
    """Whether it may be the first argument of Callable without a list around it."""
    return arg is ... or isinstance(arg, (tuple, list, ParamSpec, _ConcatenateGenericAlias))


def _is_callable(origin):
    # Asked by name: collections.abc need not have been imported.
    return isinstance(origin, type) and origin.__name__ == "Callable" and origin.__module__ == "collections.abc"


def _has_flat_parameters(alias, args):
    return _is_callable(alias.__origin__) and not (len(args) == 2 and _stands_for_parameters(args[0]))


def _is_dunder(name):
    return name.startswith("__") and name.endswith("__")


class _Final:
    # Its subclasses are those of this module.

    __slots__ = ("__weakref__",)

    def __init_subclass__(cls, /, *args, _root=False, **kwds):
        if not _root:
            raise TypeError("Cannot subclass special typing classes")


class _Immutable:
    __slots__ = ()

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class _Joined:
    # What | makes a Union of.

    __slots__ = ()

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


class _SpecialForm(_Final, _Joined, _root=True):
    # A name with a meaning of its own: Union, ClassVar, ...

    __slots__ = ("_name", "__doc__", "_getitem")

    def __init__(self, name, doc="", getitem=None):
        self._name = name
        self.__doc__ = doc
        self._getitem = getitem

    def __getattr__(self, attr):
        if attr in ("__name__", "__qualname__"):
            return self._name
        raise AttributeError(attr)

    __module__ = "typing"

    def __repr__(self):
        return "typing." + self._name

    def __call__(self, *args, **kwds):
        raise TypeError(f"Cannot instantiate {self!r}")

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass {self!r}")

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

    __iter__ = None  # __getitem__ does not make it a sequence


class _BaseGenericAlias(_Final, _Joined, _root=True):
    """A class under a name of typing, with arguments or without. What it does not have itself is its class's."""

    def __init__(self, origin, inst, name):
        _set_own(self, "_inst", inst)
        _set_own(self, "_name", name)
        _set_own(self, "__origin__", origin)

    def __call__(self, *args, **kwargs):
        if not self._inst:
            raise TypeError(f"Type {self._name} cannot be instantiated; use {self.__origin__.__name__}() instead")
        result = self.__origin__(*args, **kwargs)
        try:
            result.__orig_class__ = self
        except AttributeError:
            pass
        return result

    def __getattr__(self, attr):
        if attr in ("__name__", "__qualname__"):
            return self._name or self.__origin__.__name__
        if _is_dunder(attr):
            raise AttributeError(attr)
        return getattr(self.__origin__, attr)

    def __setattr__(self, attr, value):
        if _is_dunder(attr) or attr in ("_name", "_inst"):
            _set_own(self, attr, value)
        else:
            setattr(self.__origin__, attr, value)

    def __dir__(self):
        return list({*super().__dir__(), *[attr for attr in dir(self.__origin__) if not _is_dunder(attr)]})

    def __mro_entries__(self, bases):
        result = [] if self.__origin__ in bases else [self.__origin__]
        for base in bases[bases.index(self) + 1 :]:
            if isinstance(base, _BaseGenericAlias) or isinstance(base, type) and issubclass(base, Generic):
                break
        else:
            result.append(Generic)
        return tuple(result)

    def __instancecheck__(self, obj):
        return self.__subclasscheck__(type(obj))

    def __subclasscheck__(self, cls):
        raise TypeError("Subscripted generics cannot be used with class and instance checks")


class _GenericAlias(_BaseGenericAlias, _root=True):
    """A generic type with arguments: List[int], or a generic class of a script's own."""

    def __init__(self, origin, args, *, inst=True, name=None):
        super().__init__(origin, inst, name)
        if not isinstance(args, tuple):
            args = (args,)
        _set_own(self, "__args__", args)
        _set_own(self, "__parameters__", _collect_parameters(args))
        if not name:
            _set_own(self, "__module__", origin.__module__)

    def __repr__(self):
        text = "typing." + self._name if self._name else _type_repr(self.__origin__)
        args = ", ".join([_type_repr(arg) for arg in self.__args__]) if self.__args__ else "()"
        return f"{text}[{args}]"

    def __eq__(self, other):
        if not isinstance(other, _GenericAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __mro_entries__(self, bases):
        if isinstance(self.__origin__, _SpecialForm):
            raise TypeError(f"Cannot subclass {self!r}")
        if self._name:
            return super().__mro_entries__(bases)
        if self.__origin__ is Generic:
            # A protocol, or another generic base after this one, brings Generic.
            if _protocol() in bases:
                return ()
            for base in bases[bases.index(self) + 1 :]:
                if isinstance(base, _BaseGenericAlias) and base is not self:
                    return ()
        return (self.__origin__,)

    def __getitem__(self, args):
        if self.__origin__ is Generic or self.__origin__ is _protocol():
            raise TypeError(f"Cannot subscript already-subscripted {self}")
        parameters = self.__parameters__
        if not parameters:
            raise TypeError(f"{self} is not a generic class")
        if not isinstance(args, tuple):
            args = (args,)
        args = _prepare(self, parameters, _unpack([_convert(arg) for arg in args]))
        return self.copy_with(tuple(self._substitute(self.__args__, dict(zip(parameters, args)))))

    def _substitute(self, args, known):
        made = []
        for arg in args:
            if isinstance(arg, type):
                made.append(arg)
                continue
            substitute = getattr(arg, "__typing_subst__", None)
            if substitute is not None:
                new = substitute(known[arg])
            else:
                new = arg
                inner = []
                for parameter in getattr(arg, "__parameters__", ()):
                    if isinstance(parameter, TypeVarTuple):
                        inner.extend(known[parameter])
                    else:
                        inner.append(known[parameter])
                if inner or getattr(arg, "__parameters__", ()):
                    new = arg[tuple(inner)]
            if isinstance(new, tuple) and (_is_callable(self.__origin__) or _is_unpacked_variadic(arg)):
                made.extend(new)
            elif isinstance(arg, tuple):
                made.append(tuple(self._substitute(arg, known)))
            else:
                made.append(new)
        return made

    def copy_with(self, args):
        return type(self)(self.__origin__, args, name=self._name, inst=self._inst)

    def __iter__(self):
        yield Unpack[self]

    def __reduce__(self):
        origin = getattr(sys.modules[__name__], self._name) if self._name else self.__origin__
        args = self.__args__
        if len(args) == 1 and not isinstance(args[0], tuple):
            args = args[0]
        return _getitem, (origin, args)


def _getitem(origin, args):
    return origin[args]


class _UnionGenericAlias(_GenericAlias, _root=True):
    def copy_with(self, args):
        return Union[args]

    __iter__ = None

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _NoneType in args:
            return f"typing.Optional[{_type_repr(args[0] if args[1] is _NoneType else args[1])}]"
        return f"typing.Union[{', '.join([_type_repr(arg) for arg in args])}]"

    def __eq__(self, other):
        if not isinstance(other, (_UnionGenericAlias, _BuiltinUnion)):
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))

    def __subclasscheck__(self, cls):
        for arg in self.__args__:
            if issubclass(cls, arg):
                return True
        return False

    def __reduce__(self):
        return _getitem, (Union, self.__args__)


class _CallableGenericAlias(_GenericAlias, _root=True):
    __iter__ = None

    def __repr__(self):
        args = self.__args__
        if len(args) == 2 and _stands_for_parameters(args[0]):
            return super().__repr__()
        return f"typing.Callable[[{', '.join([_type_repr(arg) for arg in args[:-1]])}], {_type_repr(args[-1])}]"

    def __reduce__(self):
        args = self.__args__
        if not (len(args) == 2 and _stands_for_parameters(args[0])):
            args = list(args[:-1]), args[-1]
        return _getitem, (sys.modules[__name__].Callable, args)


class _ConcatenateGenericAlias(_GenericAlias, _root=True):
    def copy_with(self, args):
        last = args[-1]
        if isinstance(last, (list, tuple)):
            return (*args[:-1], *last)
        if isinstance(last, _ConcatenateGenericAlias):
            args = (*args[:-1], *last.__args__)
        return super().copy_with(args)


class _LiteralGenericAlias(_GenericAlias, _root=True):
    def __eq__(self, other):
        if not isinstance(other, _LiteralGenericAlias):
            return NotImplemented
        return {(type(arg), arg) for arg in self.__args__} == {(type(arg), arg) for arg in other.__args__}

    def __hash__(self):
        return hash(frozenset([(type(arg), arg) for arg in self.__args__]))


class _AnnotatedAlias(_GenericAlias, _root=True):
    def __init__(self, origin, metadata):
        if isinstance(origin, _AnnotatedAlias):
            metadata = origin.__metadata__ + metadata
            origin = origin.__origin__
        super().__init__(origin, origin, name="Annotated")
        _set_own(self, "__metadata__", metadata)

    __iter__ = None

    def copy_with(self, args):
        return _AnnotatedAlias(args[0], self.__metadata__)

    def __getattr__(self, attr):
        if attr in ("__name__", "__qualname__"):
            return "Annotated"
        return super().__getattr__(attr)

    def __repr__(self):
        shown = ", ".join([repr(item) for item in self.__metadata__])
        return f"typing.Annotated[{_type_repr(self.__origin__)}, {shown}]"

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __reduce__(self):
        return _getitem, (Annotated, (self.__origin__, *self.__metadata__))


class _UnpackGenericAlias(_GenericAlias, _root=True):
    def __repr__(self):
        return "*" + repr(self.__args__[0])

    def __getitem__(self, args):
        if self.__typing_is_unpacked_typevartuple__:
            return args
        return super().__getitem__(args)

    @property
    def __typing_unpacked_tuple_args__(self):
        arg = self.__args__[0]
        if isinstance(arg, (_GenericAlias, _BuiltinAlias)):
            if arg.__origin__ is not tuple:
                raise TypeError("Unpack[...] must be used with a tuple type")
            return arg.__args__
        return None

    @property
    def __typing_is_unpacked_typevartuple__(self):
        return isinstance(self.__args__[0], TypeVarTuple)


class _SpecialGenericAlias(_BaseGenericAlias, _root=True):
    """List, Dict, Iterable, ...: a name of typing for a class that may be subscripted."""

    def __init__(self, origin, count, *, inst=True, name=None):
        super().__init__(origin, inst, name or origin.__name__)
        _set_own(self, "_nparams", count)
        _set_own(self, "__doc__", f"A generic version of {origin.__module__}.{origin.__qualname__}.")

    __module__ = "typing"

    def __repr__(self):
        return "typing." + self._name

    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple([_check(param) for param in params])
        if not self._nparams:
            raise TypeError(f"{self} is not a generic class")
        if len(params) != self._nparams:
            raise _count_error(self, len(params), self._nparams)
        return self.copy_with(params)

    __iter__ = None  # __getitem__ does not make it a sequence

    def copy_with(self, params):
        return _GenericAlias(self.__origin__, params, name=self._name, inst=self._inst)

    def __subclasscheck__(self, cls):
        if isinstance(cls, _SpecialGenericAlias):
            cls = cls.__origin__
        elif isinstance(cls, _GenericAlias):
            return super().__subclasscheck__(cls)
        return issubclass(cls, self.__origin__)

    def __reduce__(self):
        return self._name


class _TupleType(_SpecialGenericAlias, _root=True):
    def __getitem__(self, params):
        if not isinstance(params, tuple):
            params = (params,)
        if len(params) >= 2 and params[-1] is ...:
            message = "Tuple[t, ...]: t must be a type."
            return self.copy_with((*[_check(param, message) for param in params[:-1]], ...))
        message = "Tuple[t0, t1, ...]: each t must be a type."
        return self.copy_with(tuple([_check(param, message) for param in params]))


class _CallableType(_SpecialGenericAlias, _root=True):
    def __getitem__(self, params):
        if not isinstance(params, tuple) or len(params) != 2:
            raise TypeError("Callable must be used as Callable[[arg, ...], result].")
        args, result = params
        if isinstance(args, list):
            args = tuple(args)
        elif not isinstance(args, tuple):
            args = (args,)
        result = _check(result, "Callable[args, result]: result must be a type.")
        return self.copy_with((*[_convert(arg) for arg in args], result))

    def copy_with(self, params):
        return _CallableGenericAlias(self.__origin__, params, name=self._name, inst=self._inst)


class ForwardRef(_Final, _root=True):
    """A type named by a string, to be looked up when somebody asks for it."""

    __slots__ = ("__forward_arg__", "__forward_code__", "__forward_evaluated__", "__forward_value__",
                 "__forward_is_argument__", "__forward_is_class__", "__forward_module__")

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f"Forward reference must be a string -- got {arg!r}")
        try:
            # A starred expression stands alone nowhere: it is the one item of a tuple.
            self.__forward_code__ = compile(f"({arg},)[0]" if arg[:1] == "*" else arg, "<string>", "eval")
        except SyntaxError:
            raise SyntaxError(f"Forward reference must be an expression -- got {arg!r}")
        self.__forward_arg__ = arg
        self.__forward_evaluated__ = False
        self.__forward_value__ = None
        self.__forward_is_argument__ = is_argument
        self.__forward_is_class__ = is_class
        self.__forward_module__ = module

    def _evaluate(self, globalns, localns, recursive_guard=frozenset()):
        if self.__forward_arg__ in recursive_guard:
            return self
        if self.__forward_evaluated__ and localns is globalns:
            return self.__forward_value__
        if globalns is None:
            globalns = {} if localns is None else localns
        if localns is None:
            localns = globalns
        if self.__forward_module__ is not None:
            globalns = getattr(sys.modules.get(self.__forward_module__), "__dict__", globalns)
        value = _check(eval(self.__forward_code__, globalns, localns), "Forward references must evaluate to types.",
                       is_argument=self.__forward_is_argument__, special=self.__forward_is_class__)
        self.__forward_value__ = value = _evaluate(value, globalns, localns, recursive_guard | {self.__forward_arg__})
        self.__forward_evaluated__ = True
        return value

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        if self.__forward_arg__ != other.__forward_arg__:
            return False
        if self.__forward_evaluated__ and other.__forward_evaluated__:
            return self.__forward_value__ == other.__forward_value__
        return self.__forward_module__ == other.__forward_module__

    def __hash__(self):
        return hash((self.__forward_arg__, self.__forward_module__))

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


class _Variable(_Final, _Immutable, _root=True):
    # What the variables have in common: a name, under which a module has them.

    __slots__ = ()

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")

    def __reduce__(self):
        return self.__name__


def _check_variance(covariant, contravariant, bound):
    if covariant and contravariant:
        raise ValueError("Bivariant types are not supported.")
    return None if bound is None else _check(bound, "Bound must be a type.")


def _with_variance(variable):
    prefix = "+" if variable.__covariant__ else "-" if variable.__contravariant__ else "~"
    return prefix + variable.__name__


class TypeVar(_Variable, _Joined, _root=True):
    """A type variable."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self.__bound__ = _check_variance(covariant, contravariant, bound)
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        self.__constraints__ = tuple([_check(constraint, "TypeVar(name, constraint, ...): constraints must be types.")
                                      for constraint in constraints])
        self.__module__ = _caller_module()

    __repr__ = _with_variance

    def __typing_subst__(self, arg):
        arg = _check(arg)
        if (isinstance(arg, _GenericAlias) and arg.__origin__ is Unpack
                or isinstance(arg, _BuiltinAlias) and arg.__unpacked__):
            raise TypeError(f"{arg} is not valid as type argument")
        return arg


class _ParamSpecPart(_Final, _Immutable, _root=True):
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f"{self.__origin__.__name__}.{self._part}"

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self.__origin__ == other.__origin__

    __hash__ = None

    def __mro_entries__(self, bases):
        raise TypeError(f"Cannot subclass an instance of {type(self).__name__}")


class ParamSpecArgs(_ParamSpecPart, _root=True):
    """P.args"""

    _part = "args"


class ParamSpecKwargs(_ParamSpecPart, _root=True):
    """P.kwargs"""

    _part = "kwargs"


class ParamSpec(_Variable, _Joined, _root=True):
    """A variable for the parameters of a callable."""

    def __init__(self, name, *, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self.__bound__ = _check_variance(covariant, contravariant, bound)
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)
        self.__module__ = _caller_module()

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)

    __repr__ = _with_variance

    def __typing_subst__(self, arg):
        if isinstance(arg, (list, tuple)):
            return tuple([_check(item, "Expected a type.") for item in arg])
        if not _stands_for_parameters(arg):
            raise TypeError(f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {arg}")
        return arg

    def __typing_prepare_subst__(self, alias, args):
        parameters = alias.__parameters__
        at = parameters.index(self)
        if at >= len(args):
            raise TypeError(f"Too few arguments for {alias}")
        if len(parameters) == 1 and not _stands_for_parameters(args[0]):
            return (args,)  # X[int, str] is X[[int, str]]
        if isinstance(args[at], list):
            return (*args[:at], tuple(args[at]), *args[at + 1 :])
        return args


class TypeVarTuple(_Variable, _root=True):
    """A variable for any number of types."""

    def __init__(self, name):
        self.__name__ = name
        self.__module__ = _caller_module()

    def __iter__(self):
        yield Unpack[self]

    def __repr__(self):
        return self.__name__

    def __typing_subst__(self, arg):
        raise TypeError("Substitution of bare TypeVarTuple is not supported")

    def __typing_prepare_subst__(self, alias, args):
        # The arguments that the other parameters leave become one tuple. Where one argument is *tuple[int, ...], int
        # stands for the parameters that have none.
        parameters = alias.__parameters__
        before = parameters.index(self)
        after = len(parameters) - before - 1
        if any([isinstance(parameter, TypeVarTuple) for parameter in parameters[before + 1 :]]):
            raise TypeError(f"More than one TypeVarTuple parameter in {alias}")
        fill = None
        left, right = before, after
        for at, arg in enumerate(args):
            inner = _unpacked_args(arg)
            if inner and len(inner) == 2 and inner[-1] is ...:
                if fill is not None:
                    raise TypeError("More than one unpacked arbitrary-length tuple argument")
                fill = inner[0]
                left = min(left, at)
                right = min(right, len(args) - at - 1)
        if left + right > len(args):
            raise TypeError(f"Too few arguments for {alias}; actual {len(args)}, expected at least {before + after}")
        end = len(args) - right
        return (*args[:left], *[fill] * (before - left), tuple(args[left:end]), *[fill] * (after - right), *args[end:])


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
        parameter = _check(parameter, "Union[arg, ...]: each arg must be a type.")
        members = parameter.__args__ if isinstance(parameter, (_UnionGenericAlias, _BuiltinUnion)) else (parameter,)
        for member in members:
            if member not in flat:
                flat.append(member)
    if len(flat) == 1:
        return flat[0]
    name = "Optional" if len(flat) == 2 and _NoneType in flat else None
    return _UnionGenericAlias(Union, tuple(flat), name=name)


def _optional(self, parameter):
    return Union[_check(parameter, f"{self} requires a single type."), None]


def _one(self, parameter):
    return _GenericAlias(self, (_check(parameter, f"{self} accepts only single type."),))


def _one_of_class(self, parameter):
    return _GenericAlias(self, (_check(parameter, f"{self._name} accepts only a single type.", special=True),))


def _unpack_form(self, parameter):
    return _UnpackGenericAlias(self, (_check(parameter, f"{self} accepts only single type."),))


def _literal(self, parameters):
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    flat = []
    for parameter in parameters:
        flat.extend(parameter.__args__ if isinstance(parameter, _LiteralGenericAlias) else (parameter,))
    try:
        flat = [value for _, value in dict.fromkeys([(type(value), value) for value in flat])]
    except TypeError:  # unhashable: all are kept
        pass
    return _LiteralGenericAlias(self, tuple(flat))


def _concatenate(self, parameters):
    if parameters == ():
        raise TypeError("Cannot take a Concatenate of no types.")
    if not isinstance(parameters, tuple):
        parameters = (parameters,)
    *first, last = parameters
    if not (last is ... or isinstance(last, ParamSpec)):
        raise TypeError("The last parameter to Concatenate should be a ParamSpec variable or ellipsis.")
    message = "Concatenate[arg, ...]: each arg must be a type."
    return _ConcatenateGenericAlias(self, (*[_check(parameter, message) for parameter in first], last))


Union = _SpecialForm("Union", "One of several types.", _union)
Optional = _SpecialForm("Optional", "A type or None.", _optional)
Literal = _SpecialForm("Literal", "One of several values.", _literal)
ClassVar = _SpecialForm("ClassVar", "A variable of the class, not of instances.", _one)
Final = _SpecialForm("Final", "A name that is not assigned again.", _one)
TypeGuard = _SpecialForm("TypeGuard", "A bool that says that an argument is of a type.", _one)
Required = _SpecialForm("Required", "A key that a TypedDict must have.", _one_of_class)
NotRequired = _SpecialForm("NotRequired", "A key that a TypedDict may lack.", _one_of_class)
Unpack = _SpecialForm("Unpack", "The types of a tuple, one by one.", _unpack_form)
Concatenate = _SpecialForm("Concatenate", "Parameters in front of others.", _concatenate)
NoReturn = _SpecialForm("NoReturn", "What a function returns that never returns.")
Never = _SpecialForm("Never", "The type that has no value.")
Self = _SpecialForm("Self", "The class itself.")
LiteralString = _SpecialForm("LiteralString", "A string made of literals.")
TypeAlias = _SpecialForm("TypeAlias", "Says that an assignment makes an alias.")
_PLAIN = (LiteralString, NoReturn, Never, Self, TypeAlias)  # those that are types by themselves


class Annotated:
    """A type with remarks."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        raise TypeError("Type Annotated cannot be instantiated.")

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple) or len(params) < 2:
            raise TypeError("Annotated[...] should be used with at least two arguments (a type and an annotation).")
        if _is_unpacked_variadic(params[0]):
            raise TypeError("Annotated[...] should not be used with an unpacked TypeVarTuple")
        origin = _check(params[0], "Annotated[t, ...]: t must be a type.", special=True)
        return _AnnotatedAlias(origin, tuple(params[1:]))

    def __init_subclass__(cls, *args, **kwargs):
        raise TypeError(f"Cannot subclass {cls.__module__}.Annotated")


# ---- generic classes


def _is_variable(arg):
    return isinstance(arg, (TypeVar, ParamSpec)) or _is_unpacked_variadic(arg)


class Generic:
    """The base of generic classes: class Stack(Generic[T])."""

    __slots__ = ()
    _is_protocol = False

    def __class_getitem__(cls, params):
        if not isinstance(params, tuple):
            params = (params,)
        params = tuple([_convert(param) for param in params])
        if cls is Generic or cls is _protocol():
            if not params:
                raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
            if not all([_is_variable(param) for param in params]):
                raise TypeError(
                    f"Parameters to {cls.__name__}[...] must all be type variables or parameter specification "
                    "variables."
                )
            if len(set(params)) != len(params):
                raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
            return _GenericAlias(cls, params)
        wanted = cls.__parameters__
        if not wanted:
            raise TypeError(f"{cls} is not a generic class")
        args = []
        for parameter, arg in zip(wanted, _prepare(cls, wanted, params)):
            if isinstance(parameter, TypeVarTuple):
                args.extend(arg)
            else:
                args.append(arg)
        return _GenericAlias(cls, tuple(args))

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        bases = cls.__dict__.get("__orig_bases__")
        if bases is None:
            bases = ()
            plain = Generic in cls.__bases__ and cls.__name__ != "Protocol" and type(cls) is not _TypedDictMeta
        else:
            plain = Generic in bases
        if plain:
            raise TypeError("Cannot inherit from plain Generic")
        parameters = _collect_parameters(bases)
        listed = None
        for base in bases:
            if isinstance(base, _GenericAlias) and base.__origin__ is Generic:
                if listed is not None:
                    raise TypeError("Cannot inherit from Generic[...] multiple types.")
                listed = base.__parameters__
        if listed is not None:
            missing = ", ".join([str(parameter) for parameter in parameters if parameter not in listed])
            if missing:
                known = ", ".join([str(parameter) for parameter in listed])
                raise TypeError(f"Some type variables ({missing}) are not listed in Generic[{known}]")
            parameters = listed
        cls.__parameters__ = parameters


Generic.__parameters__ = ()


# ---- protocols


def _protocol():
    return globals().get("Protocol")


def _asked_by_abc():
    """Whether the class check comes from abc or functools, which ask about classes that nobody named."""
    return sys._getframe(2).f_globals.get("__name__") in ("abc", "functools")


def _make_protocol():
    from abc import ABCMeta

    class _ProtocolMeta(ABCMeta):
        def __instancecheck__(cls, instance):
            if not getattr(cls, "_is_protocol", False):
                return super().__instancecheck__(instance)
            if not getattr(cls, "_is_runtime_protocol", False) and not _asked_by_abc():
                raise TypeError(
                    "Instance and class checks can only be used with @runtime_checkable protocols"
                )
            members = _protocol_members(cls)
            methods_only = all([callable(getattr(cls, name, None)) for name in members])
            if methods_only and issubclass(instance.__class__, cls):
                return True
            for name in members:
                if not hasattr(instance, name):
                    break
                if getattr(instance, name) is None and callable(getattr(cls, name, None)):
                    break
            else:
                return True
            return super().__instancecheck__(instance)

    class Protocol(Generic, metaclass=_ProtocolMeta):
        """The base of protocols: classes that describe what others have."""

        __slots__ = ()
        _is_protocol = True
        _is_runtime_protocol = False

        def __init_subclass__(cls, *args, **kwargs):
            super().__init_subclass__(*args, **kwargs)
            if "_is_protocol" not in cls.__dict__:
                cls._is_protocol = any([base is Protocol for base in cls.__bases__])
            if "__subclasshook__" not in cls.__dict__:
                cls.__subclasshook__ = classmethod(_protocol_hook)
            if not cls._is_protocol:
                return
            for base in cls.__bases__:
                if not (base is object or base is Generic or base.__name__ in _PROTOCOL_BASES.get(base.__module__, ())
                        or issubclass(base, Generic) and base._is_protocol):
                    raise TypeError(f"Protocols can only inherit from other protocols, got {base!r}")
            if cls.__init__ is Protocol.__init__:
                cls.__init__ = _no_init

    Protocol.__module__ = "typing"
    Protocol.__qualname__ = "Protocol"
    Protocol.__parameters__ = ()
    return Protocol


# Classes of other modules that are protocols by what they are.
_PROTOCOL_BASES = {
    "collections.abc": ("Callable", "Awaitable", "Iterable", "Iterator", "AsyncIterable", "Hashable", "Sized",
                        "Container", "Collection", "Reversible"),
    "contextlib": ("AbstractContextManager", "AbstractAsyncContextManager"),
}


def _no_init(self, *args, **kwargs):
    cls = type(self)
    if cls._is_protocol:
        raise TypeError("Protocols cannot be instantiated")
    if cls.__init__ is not _no_init:
        return
    # A class below a protocol has the __init__ of the next class that brings one.
    for base in cls.__mro__:
        init = base.__dict__.get("__init__", _no_init)
        if init is not _no_init:
            break
    cls.__init__ = init
    init(self, *args, **kwargs)


_NOT_MEMBERS = {
    "__abstractmethods__", "__annotations__", "__class_getitem__", "__dict__", "__doc__", "__init__", "__module__",
    "__new__", "__orig_bases__", "__orig_class__", "__parameters__", "__qualname__", "__slots__", "__subclasshook__",
    "__weakref__", "_is_protocol", "_is_runtime_protocol", "_MutableMapping__marker",
}


def _own_annotations(cls):
    found = cls.__dict__.get("__annotations__")
    return found if hasattr(found, "items") else {}


def _protocol_members(cls):
    members = set()
    for base in cls.__mro__[:-1]:
        if base is Generic or base is _protocol():
            continue
        for name in [*base.__dict__, *_own_annotations(base)]:
            if not name.startswith("_abc_") and name not in _NOT_MEMBERS:
                members.add(name)
    return members


def _has_member(cls, name):
    for base in cls.__mro__:
        if name in base.__dict__:
            return base.__dict__[name] is not None
        if name in _own_annotations(base) and issubclass(cls, Generic) and cls._is_protocol:
            return True
    return False


def _protocol_hook(cls, other):
    if not cls.__dict__.get("_is_protocol"):
        return NotImplemented
    if not cls._is_runtime_protocol:
        if _asked_by_abc_hook():
            return NotImplemented
        raise TypeError("Instance and class checks can only be used with @runtime_checkable protocols")
    members = _protocol_members(cls)
    if not all([callable(getattr(cls, name, None)) for name in members]):
        if _asked_by_abc_hook():
            return NotImplemented
        raise TypeError("Protocols with non-method members don't support issubclass()")
    if not isinstance(other, type):
        raise TypeError("issubclass() arg 1 must be a class")
    for name in members:
        if not _has_member(other, name):
            return NotImplemented
    return True


def _asked_by_abc_hook():
    # The hook itself is always called by abc, from __subclasscheck__: what counts is who called that.
    frame = sys._getframe(2)
    while frame is not None and frame.f_code.co_name != "__subclasscheck__":
        frame = frame.f_back
    return frame is not None and frame.f_back is not None and frame.f_back.f_globals.get("__name__") in ("abc", "functools")


def runtime_checkable(cls):
    """Lets isinstance() be used with a protocol."""
    if not isinstance(cls, type) or not issubclass(cls, Generic) or not cls._is_protocol:
        raise TypeError(f"@runtime_checkable can be only applied to protocol classes, got {cls!r}")
    cls._is_runtime_protocol = True
    return cls


# ---- functions and decorators


def cast(typ, val):
    """The value, unchanged."""
    return val


def assert_type(val, typ, /):
    """The value, unchanged: type checkers confirm its type."""
    return val


def assert_never(arg, /):
    """What type checkers prove not to be reached."""
    value = repr(arg)
    if len(value) > 100:
        value = value[:100] + "..."
    raise AssertionError(f"Expected code to be unreachable, but got: {value}")


def reveal_type(obj, /):
    """Tells on stderr what type the value is of, and returns it."""
    print(f"Runtime type is {type(obj).__name__!r}", file=sys.stderr)
    return obj


_overloads = {}  # module: {qualified name: {first line: function}}


def overload(func):
    """Marks one of several signatures of a function; the last definition, without it, is called."""
    inner = getattr(func, "__func__", func)
    try:
        known = _overloads.setdefault(inner.__module__, {}).setdefault(inner.__qualname__, {})
        known[inner.__code__.co_firstlineno] = func
    except AttributeError:
        pass  # not a function
    return _overload_dummy


def _overload_dummy(*args, **kwds):
    """Stands where an overload is until the function itself takes its name."""
    raise NotImplementedError(
        "You should not call an overloaded function. A series of @overload-decorated functions outside a stub module "
        "should always be followed by an implementation that is not @overload-ed."
    )


def get_overloads(func):
    """The overloads of a function, in their order."""
    inner = getattr(func, "__func__", func)
    return list(_overloads.get(inner.__module__, {}).get(inner.__qualname__, {}).values())


def clear_overloads():
    """Forget all overloads."""
    _overloads.clear()


def final(f):
    """Marks what shall not be overridden or subclassed."""
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def no_type_check(arg):
    """Says that annotations are no types: of a function, or of a class and what is defined in it."""
    if isinstance(arg, type):
        for name in dir(arg):
            value = getattr(arg, name)
            if (getattr(value, "__qualname__", None) != f"{arg.__qualname__}.{getattr(value, '__name__', '')}"
                    or getattr(value, "__module__", None) != arg.__module__):
                continue  # of a base, or made elsewhere
            if isinstance(value, type):
                no_type_check(value)
            else:
                value = getattr(value, "__func__", value)
                if isinstance(value, _FunctionType):
                    value.__no_type_check__ = True
    try:
        arg.__no_type_check__ = True
    except TypeError:
        pass
    return arg


def no_type_check_decorator(decorator):
    """A decorator like the given one whose functions are not checked."""
    from functools import wraps

    @wraps(decorator)
    def wrapped(*args, **kwds):
        return no_type_check(decorator(*args, **kwds))

    return wrapped


def dataclass_transform(*, eq_default=True, order_default=False, kw_only_default=False, field_specifiers=(), **kwargs):
    """Tells type checkers that a decorator, base class or metaclass makes classes as dataclass does."""

    def decorator(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = {
            "eq_default": eq_default,
            "order_default": order_default,
            "kw_only_default": kw_only_default,
            "field_specifiers": field_specifiers,
            "kwargs": kwargs,
        }
        return cls_or_fn

    return decorator


class NewType(_Joined):
    """A name for a type that checkers keep apart; called, it returns its argument."""

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        module = _caller_module()
        if module != "typing":
            self.__module__ = module

    __module__ = "typing"

    def __call__(self, x):
        return x

    def __mro_entries__(self, bases):
        above = self.__name__

        class Refuses:
            def __init_subclass__(cls):
                raise TypeError(
                    "Cannot subclass an instance of NewType. Perhaps you were looking for: "
                    f"`{cls.__name__} = NewType({cls.__name__!r}, {above})`"
                )

        return (Refuses,)

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __reduce__(self):
        return self.__qualname__


def get_origin(tp):
    """The class behind a subscripted type: list of List[int]."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_BaseGenericAlias, _BuiltinAlias, ParamSpecArgs, ParamSpecKwargs)):
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
    if isinstance(tp, (_GenericAlias, _BuiltinAlias)):
        args = tp.__args__
        return (list(args[:-1]), args[-1]) if _has_flat_parameters(tp, args) else args
    if isinstance(tp, _BuiltinUnion):
        return tp.__args__
    return ()


def is_typeddict(tp):
    """Whether it is a class made with TypedDict."""
    return isinstance(tp, _TypedDictMeta)


def _with_args(alias, args):
    """A type with other arguments."""
    if isinstance(alias, _BuiltinAlias):
        return _BuiltinAlias(alias.__origin__, args)
    if isinstance(alias, _BuiltinUnion):
        made = args[0]
        for arg in args[1:]:
            made = made | arg
        return made
    return alias.copy_with(args)


def _evaluate(value, globalns, localns, guard=frozenset()):
    """A type with the names in it looked up. `guard`: those that are being looked up."""
    if isinstance(value, ForwardRef):
        return value._evaluate(globalns, localns, guard)
    if not isinstance(value, (_GenericAlias, _BuiltinAlias, _BuiltinUnion)):
        return value
    if isinstance(value, _BuiltinAlias):
        # Those of built-in classes hold strings as they were given.
        args = tuple([ForwardRef(arg) if isinstance(arg, str) else arg for arg in value.__args__])
        starred = value.__unpacked__
        if _has_flat_parameters(value, args):
            value = value.__origin__[(args[:-1], args[-1])]
        else:
            value = value.__origin__[args]
        if starred:
            value = Unpack[value]
    args = tuple([_evaluate(arg, globalns, localns, guard) for arg in value.__args__])
    return value if args == value.__args__ else _with_args(value, args)


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The annotations of a function, class or module, with names in strings resolved."""
    if getattr(obj, "__no_type_check__", None):
        return {}
    hints = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            names = getattr(sys.modules.get(base.__module__), "__dict__", {}) if globalns is None else globalns
            local = dict(vars(base)) if localns is None else localns
            if globalns is None and localns is None:
                # The module's names hide those of the class: an attribute may be named as its type.
                names, local = local, names
            for name, value in _own_annotations(base).items():
                hints[name] = _resolve(value, names, local, False, True)
    else:
        module = isinstance(obj, type(sys))
        if globalns is None:
            if module:
                globalns = obj.__dict__
            else:
                inner = obj
                while hasattr(inner, "__wrapped__"):
                    inner = inner.__wrapped__
                globalns = getattr(inner, "__globals__", {})
            if localns is None:
                localns = globalns
        elif localns is None:
            localns = globalns
        annotations = getattr(obj, "__annotations__", None)
        if annotations is None:
            if module or type(obj).__name__ in _ANNOTATED:
                return {}
            raise TypeError(f"{obj!r} is not a module, class, method, or function.")
        for name, value in annotations.items():
            hints[name] = _resolve(value, globalns, localns, not module, False)
    if include_extras:
        return hints
    return {name: _strip(value) for name, value in hints.items()}


# Types of what may have annotations, and has none when it is not written in Python.
_ANNOTATED = ("function", "method", "builtin_function_or_method", "wrapper_descriptor", "method-wrapper",
              "method_descriptor")


def _resolve(value, globalns, localns, is_argument, is_class):
    if value is None:
        return _NoneType
    if isinstance(value, str):
        value = ForwardRef(value, is_argument=is_argument, is_class=is_class)
    return _evaluate(value, globalns, localns)


def _strip(value):
    """Without Annotated, Required and NotRequired."""
    if isinstance(value, _AnnotatedAlias):
        return _strip(value.__origin__)
    if not isinstance(value, (_GenericAlias, _BuiltinAlias, _BuiltinUnion)):
        return value
    if isinstance(value, _GenericAlias) and value.__origin__ in (Required, NotRequired):
        return _strip(value.__args__[0])
    args = tuple([_strip(arg) for arg in value.__args__])
    return value if args == value.__args__ else _with_args(value, args)


# ---- NamedTuple and TypedDict


class _NamedTupleMeta(type):
    def __new__(cls, typename, bases, ns):
        for base in bases:
            if base is not _NamedTuple and base is not Generic:
                raise TypeError("can only inherit from a NamedTuple type and Generic")
        if bases.count(_NamedTuple) > 1:
            raise TypeError("duplicate base class tuple")
        types = ns.get("__annotations__", {})
        defaults = []
        for name in types:
            if name in ns:
                defaults.append(name)
            elif defaults:
                raise TypeError(
                    f"Non-default namedtuple field {name} cannot follow default field"
                    f"{'s' if len(defaults) > 1 else ''} {', '.join(defaults)}"
                )
        made = _make_named_tuple(typename, types.items(), [ns[name] for name in defaults], ns["__module__"])
        if Generic in bases:
            space = {name: value for name, value in made.__dict__.items() if name not in ("__dict__", "__weakref__")}
            space["__orig_bases__"] = ns["__orig_bases__"]
            space["__class_getitem__"] = classmethod(Generic.__class_getitem__.__func__)  # tuple has one, too
            made = type(typename, tuple([tuple if base is _NamedTuple else base for base in bases]), space)
        for name, value in ns.items():
            if name in ("__new__", "__init__", "__slots__", "__getnewargs__", "_fields", "_field_defaults",
                        "_field_types", "_make", "_replace", "_asdict", "_source"):
                raise AttributeError("Cannot overwrite NamedTuple attribute " + name)
            if name not in ("__module__", "__annotations__", "__name__", "__qualname__", "__classcell__") and name not in types:
                setattr(made, name, value)
        if "__qualname__" in ns:
            made.__qualname__ = ns["__qualname__"]
        return made


def _make_named_tuple(name, fields, defaults, module):
    from collections import namedtuple

    types = {field: _check(value, f"field {field} annotation must be a type") for field, value in fields}
    made = namedtuple(name, types, defaults=defaults, module=module)
    made.__annotations__ = made.__new__.__annotations__ = types
    return made


def NamedTuple(typename, fields=None, /, **kwargs):
    """A named tuple with types: a base class, or called with a list of fields."""
    if fields is None:
        fields = kwargs.items()
    elif kwargs:
        raise TypeError("Either list of fields or keywords can be provided to NamedTuple, not both")
    return _make_named_tuple(typename, fields, (), _caller_module())


_NamedTuple = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})
NamedTuple.__mro_entries__ = lambda bases: (_NamedTuple,)


class _TypedDictMeta(type):
    def __new__(cls, name, bases, ns, total=True):
        generic = ()
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError("cannot inherit from both a TypedDict type and a non-TypedDict base class")
            if issubclass(base, Generic):
                generic = (Generic,)
        made = type.__new__(_TypedDictMeta, name, (*generic, dict), ns)
        annotations = {}
        required = set()
        optional = set()
        for base in bases:
            annotations.update(base.__dict__.get("__annotations__", {}))
            required |= base.__dict__.get("__required_keys__", frozenset())
            optional |= base.__dict__.get("__optional_keys__", frozenset())
        message = "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type"
        for key, value in ns.get("__annotations__", {}).items():
            annotations[key] = value = _check(value, message, module=made.__module__, special=True)
            must = total
            if isinstance(value, _AnnotatedAlias):
                value = value.__origin__
            if isinstance(value, _GenericAlias) and value.__origin__ in (Required, NotRequired):
                must = value.__origin__ is Required
            (required if must else optional).add(key)
        made.__annotations__ = annotations
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        if not hasattr(made, "__total__"):
            made.__total__ = total
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
    elif kwargs:
        raise TypeError("TypedDict takes either a dict or keyword arguments, but not both")
    if kwargs:
        import warnings

        warnings.warn(
            "The kwargs-based syntax for TypedDict definitions is deprecated in Python 3.11, will be removed in Python "
            "3.13, and may not be understood by third-party type checkers.",
            DeprecationWarning,
            stacklevel=2,
        )
    return _TypedDictMeta(typename, (), {"__annotations__": dict(fields), "__module__": _caller_module()}, total=total)


_TypedDict = type.__new__(_TypedDictMeta, "TypedDict", (), {})
TypedDict.__mro_entries__ = lambda bases: (_TypedDict,)


# ---- names for containers

List = _SpecialGenericAlias(list, 1, inst=False, name="List")
Dict = _SpecialGenericAlias(dict, 2, inst=False, name="Dict")
Set = _SpecialGenericAlias(set, 1, inst=False, name="Set")
FrozenSet = _SpecialGenericAlias(frozenset, 1, inst=False, name="FrozenSet")
Tuple = _TupleType(tuple, -1, inst=False, name="Tuple")
Type = _SpecialGenericAlias(type, 1, inst=False, name="Type")
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
        kind = _CallableType if name == "Callable" else _SpecialGenericAlias
        value = kind(getattr(sys.modules[module], attribute), count, name=name)
    elif name == "Protocol":
        value = _make_protocol()
    elif name in _SUPPORTS:
        value = _make_supports(name)
    elif name in ("IO", "BinaryIO", "TextIO"):
        value = _make_io(name)
    else:
        raise AttributeError(f"module 'typing' has no attribute {name!r}")
    return globals().setdefault(name, value)
