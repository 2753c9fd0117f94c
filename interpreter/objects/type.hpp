#pragma once

#include <string>

#include "interpreter/objects/shape.hpp"
#include "interpreter/objects/special.hpp"

namespace minipy::objects {

struct Dict;
struct Tuple;

/// A class. Its dict is a namespace whose plain values live in cells, so that a class attribute that changes
/// its value does not invalidate caches; adding, removing or replacing anything else raises `version`.
struct Type : Object {
  enum Flag : std::uint32_t {
    kHeapType = 1,  ///< made by a class statement or `type(...)`: attributes may be set
    kBaseType = 2,  ///< may be subclassed
    kInstancesHaveDict = 4,
    kAbstract = 8,
    kException = 16,           ///< derives from BaseException
    kCustomGetAttribute = 32,  ///< __getattribute__ is not object's
    kSequencePattern = 128,    ///< instances match sequence patterns (collections.abc.Sequence)
    kMappingPattern = 256,     ///< instances match mapping patterns
    kWeaklyReferenced = 512,   ///< instances take weak references
  };
  /// A class has one of them at most: that of the first base that has any.
  static constexpr std::uint32_t kPatterns = kSequencePattern | kMappingPattern;
  /// What subclasses have because a base has it.
  static constexpr std::uint32_t kInherited = kException | kInstancesHaveDict | kPatterns | kWeaklyReferenced;

  Slot name;        ///< Str
  Slot qualname;    ///< Str
  Slot module;      ///< Str
  Slot bases;       ///< Tuple of types
  Slot base;        ///< the one of them whose memory layout this type extends; empty for object
  Slot mro;         ///< Tuple; empty as long as the metaclass's mro() makes it
  Slot dict;        ///< Dict with cells
  Slot doc;         ///< Str or empty
  Slot root_shape;  ///< Shape of fresh instances
  Slot dict_shape;  ///< Shape of instances that keep a dict, made when first wanted
  Slot subclasses;  ///< List of types, or empty
  Slot layout;      ///< the built-in type whose memory layout instances have
  Slot slot_names;  ///< Tuple of what `__slots__` of this class adds, in the order of the slots; empty:
                    ///< nothing
  Kind instance_kind;
  std::atomic<std::uint32_t> type_flags;  ///< of `Flag`; relaxed reads suffice: each says something by itself
  /// Raised when what lookups through this type may find changes. relaxed reads suffice in caches: a reader
  /// that sees the old version acts as if it had run before the change.
  std::atomic<std::uint32_t> version;
  Slot special[kSpecialCount];  ///< what a lookup of the special method finds in the MRO, or empty

  /// The base that it extends, or null. Any thread.
  Type* base_type() const { return base.load_as<Type>(); }
  bool has(Flag flag) const { return (type_flags.load(std::memory_order_relaxed) & flag) != 0; }
  Value special_method(Special which) const { return special[static_cast<std::size_t>(which)].load(); }
  /// The attribute `name` (interned) along the MRO, cells resolved; empty when there is none. Any thread.
  Value lookup(const Mutator& mutator, Str* name) const;
  /// Whether this type is `other` or derives from it.
  bool derives_from(const Type* other) const;
  /// Sets (or with an empty value deletes) an attribute of the class itself and renews what depends on it.
  /// False when deleting what is not there.
  bool set_attribute(Mutator& mutator, Str* name, Value value);
};

/// The class of a value.
Type* type_of(const Mutator& mutator, Value value);
/// Its name as messages show it: "int".
std::string type_name(const Mutator& mutator, Value value);

/// A zeroed instance of `type`, a class whose memory layout is `T`'s: room for attributes is added where the
/// class gives its instances any. `size` is that of the `T` itself, trailing items included.
template <typename T>
T* create_instance(Mutator& mutator, const Type* type, Kind kind, std::size_t size = sizeof(T)) {
  const bool attributes = type->has(Type::kInstancesHaveDict);
  size = (size + 7) / 8 * 8;
  T* object =
      mutator.allocate<T>(kind, type->root_shape.load().as_object(), size + (attributes ? sizeof(Slot) : 0));
  if (attributes) set_flag(object, kHasAttributes);
  return object;
}

/// Gives a type that is being made the shape of its instances, whose first `members` slots are those of
/// `__slots__`; an MRO without anything in it; and, until it has another, what its base has for special
/// methods.
void begin_type(Mutator& mutator, Type* type, std::uint32_t inline_slots, std::uint32_t members);
/// Makes the parts of a type that follow from its MRO and dict. Last of all its bases list it, and any thread
/// may find it.
void finish_type(Mutator& mutator, Type* type);

// The following change a class that others use. The world is stopped.

/// Gives the type other bases, which list it from then on, unless it is being made. What follows from them is
/// for `set_order`.
void set_bases(Mutator& mutator, Type* type, Tuple* bases, Type* base);
/// Gives the type another MRO, and renews what follows from it in this type alone.
void set_order(Mutator& mutator, Type* type, Tuple* order);

}  // namespace minipy::objects
