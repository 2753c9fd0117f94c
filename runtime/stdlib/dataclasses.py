"""Classes whose methods follow from their annotated fields."""

import sys
from types import GenericAlias, MappingProxyType

__all__ = [
    "dataclass", "field", "Field", "FrozenInstanceError", "InitVar", "KW_ONLY", "MISSING", "fields", "asdict",
    "astuple", "make_dataclass", "replace", "is_dataclass",
]


class FrozenInstanceError(AttributeError):
    pass


class _Missing:
    pass


MISSING = _Missing()


class _KwOnly:
    pass


KW_ONLY = _KwOnly()


class _Factory:
    def __repr__(self):
        return "<factory>"


_HAS_DEFAULT_FACTORY = _Factory()
_FIELDS = "__dataclass_fields__"
_PARAMS = "__dataclass_params__"
_POST_INIT = "__post_init__"
_EMPTY = MappingProxyType({})


class _Kind:
    """What a field is: an ordinary one, a variable of the class, or only a parameter of __init__."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _Kind("_FIELD")
_FIELD_CLASSVAR = _Kind("_FIELD_CLASSVAR")
_FIELD_INITVAR = _Kind("_FIELD_INITVAR")


class InitVar:
    """The annotation of what __init__ takes and hands to __post_init__."""

    __slots__ = ("type",)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        name = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f"dataclasses.InitVar[{name}]"

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """A field of a dataclass, as fields() gives it."""

    __slots__ = (
        "name", "type", "default", "default_factory", "repr", "hash", "init", "compare", "metadata", "kw_only",
        "_field_type",
    )

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY if metadata is None else MappingProxyType(metadata)
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        return (
            f"Field(name={self.name!r},type={self.type!r},default={self.default!r},"
            f"default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},hash={self.hash!r},"
            f"compare={self.compare!r},metadata={self.metadata!r},kw_only={self.kw_only!r},"
            f"_field_type={self._field_type})"
        )

    def __set_name__(self, owner, name):
        func = getattr(type(self.default), "__set_name__", None)
        if func:
            func(self.default, owner, name)

    __class_getitem__ = classmethod(GenericAlias)


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True,
          metadata=None, kw_only=MISSING):
    """Say more about a field than its annotation does."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError("cannot specify both default and default_factory")
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


class _Params:
    __slots__ = ("init", "repr", "eq", "order", "unsafe_hash", "frozen")

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen

    def __repr__(self):
        return (
            f"_DataclassParams(init={self.init!r},repr={self.repr!r},eq={self.eq!r},order={self.order!r},"
            f"unsafe_hash={self.unsafe_hash!r},frozen={self.frozen!r})"
        )


# ---- reading the annotations


def _is_typing(annotation, name):
    """Whether an annotation is typing's `name`, subscripted or not."""
    typing = sys.modules.get("typing")
    if typing is None:
        return False
    special = getattr(typing, name)
    return annotation is special or getattr(annotation, "__origin__", None) is special


def _kind_of(annotation):
    if isinstance(annotation, str):
        head = annotation.partition("[")[0].strip().rpartition(".")[2]
        return {"ClassVar": _FIELD_CLASSVAR, "InitVar": _FIELD_INITVAR}.get(head, _FIELD)
    if _is_typing(annotation, "ClassVar"):
        return _FIELD_CLASSVAR
    if annotation is InitVar or type(annotation) is InitVar:
        return _FIELD_INITVAR
    return _FIELD


def _make_field(cls, name, annotation, default_kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if type(default).__name__ == "member_descriptor":
            default = MISSING
        f = field(default=default)
    f.name = name
    f.type = annotation
    f._field_type = _kind_of(annotation)
    if f._field_type in (_FIELD_CLASSVAR, _FIELD_INITVAR):
        if f.default_factory is not MISSING:
            raise TypeError(f"field {f.name} cannot have a default factory")
    if f._field_type in (_FIELD, _FIELD_INITVAR):
        if f.kw_only is MISSING:
            f.kw_only = default_kw_only
    elif f.kw_only is not MISSING:
        raise TypeError(f"field {f.name} is a ClassVar but specifies kw_only")
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError(
            f"mutable default {type(f.default)} for field {f.name} is not allowed: use default_factory"
        )
    return f


# ---- making the methods


def _make_function(name, parameters, body, names, qualname):
    """A function from the text of its parameters and its body; `names` are what the text refers to."""
    outer = ", ".join(names)
    lines = "\n".join(["  " + line for line in body])
    text = f"def _make({outer}):\n def {name}({', '.join(parameters)}):\n{lines}\n return {name}"
    space = {}
    exec(text, {"__name__": "dataclasses"}, space)
    function = space["_make"](**names)
    function.__qualname__ = f"{qualname}.{name}"
    return function


def _init_function(cls, all_fields, std, kw, frozen, has_post_init, self_name):
    seen_default = False
    for f in std:
        if f.init:
            if f.default is not MISSING or f.default_factory is not MISSING:
                seen_default = True
            elif seen_default:
                raise TypeError(f"non-default argument {f.name!r} follows default argument")
    names = {"_missing": MISSING, "_has_factory": _HAS_DEFAULT_FACTORY, "_setattr": object.__setattr__}

    def parameter(f):
        if f.default is not MISSING:
            names[f"_default_{f.name}"] = f.default
            return f"{f.name}=_default_{f.name}"
        if f.default_factory is not MISSING:
            return f"{f.name}=_has_factory"
        return f.name

    def assign(f, value):
        if frozen:
            return f"_setattr({self_name}, {f.name!r}, {value})"
        return f"{self_name}.{f.name} = {value}"

    body = []
    for f in all_fields:
        if f._field_type is _FIELD_INITVAR:
            continue
        if f.default_factory is not MISSING:
            names[f"_factory_{f.name}"] = f.default_factory
            if f.init:
                body.append(assign(f, f"_factory_{f.name}() if {f.name} is _has_factory else {f.name}"))
            else:
                body.append(assign(f, f"_factory_{f.name}()"))
        elif f.init:
            body.append(assign(f, f.name))
        elif f.default is not MISSING and "__slots__" in cls.__dict__:
            names[f"_default_{f.name}"] = f.default
            body.append(assign(f, f"_default_{f.name}"))
    if has_post_init:
        arguments = ", ".join([f.name for f in all_fields if f._field_type is _FIELD_INITVAR])
        body.append(f"{self_name}.{_POST_INIT}({arguments})")
    parameters = [self_name] + [parameter(f) for f in std if f.init]
    keyword_only = [parameter(f) for f in kw if f.init]
    if keyword_only:
        parameters += ["*", *keyword_only]
    function = _make_function("__init__", parameters, body or ["pass"], names, cls.__qualname__)
    function.__annotations__ = {f.name: f.type for f in (*std, *kw) if f.init}
    function.__annotations__["return"] = None
    return function


_reprs = set()


def _repr_function(cls, shown):
    names = [f.name for f in shown]

    def _shown(self):
        return ", ".join([f"{name}={getattr(self, name)!r}" for name in names])

    # pprint knows by this that the repr is not of the class's own making.
    _shown.__qualname__ = "__create_fn__.<locals>.__repr__"

    def __repr__(self):
        from _thread import get_ident

        key = id(self), get_ident()
        if key in _reprs:
            return "..."
        _reprs.add(key)
        try:
            values = _shown(self)
        finally:
            _reprs.discard(key)
        return f"{self.__class__.__qualname__}({values})"

    __repr__.__wrapped__ = _shown
    return __repr__


def _tuple_text(obj, some):
    if not some:
        return "()"
    return "(" + "".join([f"{obj}.{f.name}," for f in some]) + ")"


def _compare_function(cls, name, operator, some):
    return _make_function(
        name,
        ["self", "other"],
        [
            "if other.__class__ is self.__class__:",
            f" return {_tuple_text('self', some)} {operator} {_tuple_text('other', some)}",
            "return NotImplemented",
        ],
        {},
        cls.__qualname__,
    )


def _frozen_functions(cls, own_fields):
    names = frozenset([f.name for f in own_fields])

    def __setattr__(self, name, value):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def __delattr__(self, name):
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    return __setattr__, __delattr__


def _set_new(cls, name, function):
    if name in cls.__dict__:
        return True
    function.__qualname__ = f"{cls.__qualname__}.{name}"
    setattr(cls, name, function)
    return False


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot):
    all_fields = {}
    setattr(cls, _PARAMS, _Params(init, repr, eq, order, unsafe_hash, frozen))
    any_frozen_base = False
    has_dataclass_bases = False
    for base in cls.__mro__[-1:0:-1]:
        base_fields = getattr(base, _FIELDS, None)
        if base_fields is not None:
            has_dataclass_bases = True
            for f in base_fields.values():
                all_fields[f.name] = f
            if getattr(base, _PARAMS).frozen:
                any_frozen_base = True
    annotations = cls.__dict__.get("__annotations__", {})
    own_fields = []
    kw_only_seen = False
    for name, annotation in annotations.items():
        if annotation is KW_ONLY or (isinstance(annotation, str) and annotation.rpartition(".")[2] == "KW_ONLY"):
            if kw_only_seen:
                raise TypeError(f"{name!r} is KW_ONLY, but KW_ONLY has already been specified")
            kw_only_seen = True
            kw_only = True
        else:
            own_fields.append(_make_field(cls, name, annotation, kw_only))
    for f in own_fields:
        all_fields[f.name] = f
        if isinstance(getattr(cls, f.name, None), Field):
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f"{name!r} is a field but has no type annotation")
    if has_dataclass_bases:
        if any_frozen_base and not frozen:
            raise TypeError("cannot inherit non-frozen dataclass from a frozen one")
        if not any_frozen_base and frozen:
            raise TypeError("cannot inherit frozen dataclass from a non-frozen one")
    setattr(cls, _FIELDS, all_fields)
    class_hash = cls.__dict__.get("__hash__", MISSING)
    has_explicit_hash = not (class_hash is MISSING or (class_hash is None and "__eq__" in cls.__dict__))
    if order and not eq:
        raise ValueError("eq must be true if order is true")
    init_fields = [f for f in all_fields.values() if f._field_type in (_FIELD, _FIELD_INITVAR)]
    std = [f for f in init_fields if f.init and not f.kw_only]
    kw = [f for f in init_fields if f.init and f.kw_only]
    real = [f for f in all_fields.values() if f._field_type is _FIELD]
    if init:
        self_name = "__dataclass_self__" if "self" in all_fields else "self"
        _set_new(cls, "__init__",
                 _init_function(cls, init_fields, std, kw, frozen, hasattr(cls, _POST_INIT), self_name))
    if repr:
        _set_new(cls, "__repr__", _repr_function(cls, [f for f in real if f.repr]))
    compared = [f for f in real if f.compare]
    if eq:
        _set_new(cls, "__eq__", _compare_function(cls, "__eq__", "==", compared))
    if order:
        for name, operator in (("__lt__", "<"), ("__le__", "<="), ("__gt__", ">"), ("__ge__", ">=")):
            if _set_new(cls, name, _compare_function(cls, name, operator, compared)):
                raise TypeError(
                    f"Cannot overwrite attribute {name} in class {cls.__name__}. Consider using "
                    "functools.total_ordering"
                )
    if frozen:
        for function in _frozen_functions(cls, own_fields):
            if _set_new(cls, function.__name__, function):
                raise TypeError(f"Cannot overwrite attribute {function.__name__} in class {cls.__name__}")
    _set_hash(cls, unsafe_hash, eq, frozen, has_explicit_hash, real)
    if not getattr(cls, "__doc__"):
        cls.__doc__ = cls.__name__
    if match_args:
        if "__match_args__" not in cls.__dict__:
            cls.__match_args__ = tuple([f.name for f in std])
    if weakref_slot and not slots:
        raise TypeError("weakref_slot is True but slots is False")
    if slots:
        cls = _with_slots(cls, frozen, real, weakref_slot)
    return cls


def _set_hash(cls, unsafe_hash, eq, frozen, has_explicit_hash, real):
    hashed = [f for f in real if (f.compare if f.hash is None else f.hash)]
    if unsafe_hash or (eq and frozen):
        if has_explicit_hash:
            if unsafe_hash:
                raise TypeError(f"Cannot overwrite attribute __hash__ in class {cls.__name__}")
            return
        cls.__hash__ = _make_function(
            "__hash__", ["self"], [f"return hash({_tuple_text('self', hashed)})"], {}, cls.__qualname__
        )
    elif eq and not has_explicit_hash:
        cls.__hash__ = None


def _with_slots(cls, frozen, real, weakref_slot):
    """The same class again, with __slots__."""
    if "__slots__" in cls.__dict__:
        raise TypeError(f"{cls.__name__} already specifies __slots__")
    space = dict(cls.__dict__)
    names = tuple([f.name for f in real])
    inherited = set()
    for base in cls.__mro__[1:-1]:
        slots = base.__dict__.get("__slots__", ())
        inherited.update((slots,) if isinstance(slots, str) else slots)
    slots = [*names, "__weakref__"] if weakref_slot else names
    space["__slots__"] = tuple([name for name in slots if name not in inherited])
    for name in names:
        space.pop(name, None)
    space.pop("__dict__", None)
    space.pop("__weakref__", None)
    qualname = cls.__qualname__
    new = type(cls)(cls.__name__, cls.__bases__, space)
    new.__qualname__ = qualname
    if frozen and "__getstate__" not in cls.__dict__:
        new.__getstate__ = lambda self: [getattr(self, f.name) for f in fields(self)]

        def __setstate__(self, state):
            for f, value in zip(fields(self), state):
                object.__setattr__(self, f.name, value)

        new.__setstate__ = __setstate__
    return new


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
              match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Give a class the methods that follow from its fields."""

    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots, weakref_slot)

    return wrap if cls is None else wrap(cls)


# ---- functions for dataclasses


def fields(class_or_instance):
    """The fields, as a tuple of Field."""
    try:
        found = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError("must be called with a dataclass type or instance") from None
    return tuple([f for f in found.values() if f._field_type is _FIELD])


def is_dataclass(obj):
    """Whether something is a dataclass, or an instance of one."""
    cls = obj if isinstance(obj, type) and not isinstance(obj, GenericAlias) else type(obj)
    return hasattr(cls, _FIELDS)


def _is_instance(obj):
    return hasattr(type(obj), _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """The fields as a dict, dataclasses inside too."""
    if not _is_instance(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _convert(obj, lambda value: dict_factory(
        [(f.name, _asdict(getattr(value, f.name), dict_factory)) for f in fields(value)]
    ), lambda value: _asdict(value, dict_factory))


def _asdict(obj, dict_factory):
    return _convert(obj, lambda value: dict_factory(
        [(f.name, _asdict(getattr(value, f.name), dict_factory)) for f in fields(value)]
    ), lambda value: _asdict(value, dict_factory))


def astuple(obj, *, tuple_factory=tuple):
    """The fields as a tuple, dataclasses inside too."""
    if not _is_instance(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _astuple(obj, tuple_factory)


def _astuple(obj, tuple_factory):
    return _convert(obj, lambda value: tuple_factory(
        [_astuple(getattr(value, f.name), tuple_factory) for f in fields(value)]
    ), lambda value: _astuple(value, tuple_factory))


def _convert(obj, convert_dataclass, inner):
    if _is_instance(obj):
        return convert_dataclass(obj)
    if isinstance(obj, tuple) and hasattr(obj, "_fields"):
        return type(obj)(*[inner(v) for v in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)([inner(v) for v in obj])
    if isinstance(obj, dict):
        if hasattr(type(obj), "default_factory") or hasattr(obj, "default_factory"):
            result = type(obj)(obj.default_factory)
            for k, v in obj.items():
                result[inner(k)] = inner(v)
            return result
        return type(obj)([(inner(k), inner(v)) for k, v in obj.items()])
    from copy import deepcopy

    return deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False,
                   unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False,
                   weakref_slot=False):
    """Make a dataclass from a list of names, (name, type) or (name, type, field)."""
    space = dict(namespace or {})
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, annotation = item, "typing.Any"
        elif len(item) == 2:
            name, annotation = item
        elif len(item) == 3:
            name, annotation, space[item[0]] = item
        else:
            raise TypeError(f"Invalid field: {item!r}")
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        from keyword import iskeyword

        if iskeyword(name):
            raise TypeError(f"Field names must not be keywords: {name!r}")
        if name in annotations:
            raise TypeError(f"Field name duplicated: {name!r}")
        annotations[name] = annotation
    space["__annotations__"] = annotations
    from types import new_class

    cls = new_class(cls_name, bases, {}, lambda body: body.update(space))
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
                     match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


def replace(obj, /, **changes):
    """The same with some fields changed."""
    if not _is_instance(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for f in getattr(obj, _FIELDS).values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError(
                    f"field {f.name} is declared with init=False, it cannot be specified with replace()"
                )
            continue
        if f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise ValueError(f"InitVar {f.name!r} must be specified with replace()")
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)
