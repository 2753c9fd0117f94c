// What a class has of its bases: its memory layout, its order (MRO); and how it gets other bases.
//
// An assignment to `__bases__` changes the class and every class below it: their bases, orders, special
// methods and versions. All of it is done with the world stopped, in one stop, so that no thread sees a class
// between its old bases and its new ones. Where a metaclass has an mro() of its own, Python code must run in
// between. Then the bases change in one stop and each order in another; an order that is not the old one any
// more was set by somebody else meanwhile, from newer bases, and stays. If one of them fails, what was done
// is undone in the same manner.
//
// Whatever the bases, the instances of the class stay as they lie in memory: `check_same_layout` sees to
// that.
#include "interpreter/vm/class_bases.hpp"

#include <algorithm>

#include "interpreter/vm/attributes.hpp"

namespace minipy::vm {

namespace {

// ---- layout

const Type* layout_of(const ThreadState& thread, const Type* type) {
  const auto* layout = type->layout.load_as<Type>();
  // Exceptions share one layout: what some of them have besides are plain attributes.
  return layout->has(Type::kException) ? thread.types.BaseException : layout;
}

// What decides the memory layout of a class: the built-in type it derives from, or the class that added
// slots.
const Type* solid_type(const ThreadState& thread, const Type* type) {
  if (member_count(type) == 0) return layout_of(thread, type);
  while (member_count(type->base_type()) == member_count(type)) type = type->base_type();
  return type;
}

bool keeps_attributes(const Type* type) {
  return type->has(Type::kInstancesHaveDict) || type->instance_kind == objects::kModule ||
         type->instance_kind == objects::kType;
}

bool same_extras(const Type* a, const Type* b) {
  return keeps_attributes(a) == keeps_attributes(b) &&
         a->has(Type::kWeaklyReferenced) == b->has(Type::kWeaklyReferenced);
}

// The class that last added something to what its instances are: slots, attributes, weak references.
const Type* last_addition(const ThreadState& thread, const Type* type) {
  for (;;) {
    const Type* base = type->base_type();
    if (base == nullptr || layout_of(thread, type) != layout_of(thread, base) || !same_extras(type, base) ||
        member_count(type) != member_count(base)) {
      return type;
    }
    type = base;
  }
}

bool same_names(Value a, Value b) {
  if (!a || !b) return !a && !b;
  const auto left = a.as<Tuple>()->values();
  const auto right = b.as<Tuple>()->values();
  return std::equal(left.begin(), left.end(), right.begin(), right.end());  // interned
}

bool add_the_same(const Type* a, const Type* b) {
  return a->has(Type::kHeapType) && b->has(Type::kHeapType) && a->base_type() == b->base_type() &&
         same_extras(a, b) && same_names(a->slot_names.load(), b->slot_names.load());
}

// Whether CPython's collector tracks the instances: it does not let a class change that.
bool is_tracked(const ThreadState& thread, const Type* type) {
  if (keeps_attributes(type) || type->has(Type::kWeaklyReferenced) || member_count(type) > 0) return true;
  const objects::CoreTypes& types = thread.types;
  const Type* const untracked[] = {types.object, types.int_,  types.float_,    types.complex, types.bool_,
                                   types.str,    types.bytes, types.bytearray, types.range};
  return std::find(std::begin(untracked), std::end(untracked), type->layout.load_as<Type>()) ==
         std::end(untracked);
}

// ---- order

Value own_mro_method(const ThreadState& thread, const Type* type) {
  const Type* meta = objects::type_of(thread, Value(const_cast<Type*>(type)));
  if (meta == thread.types.type) return {};
  const Value found = meta->lookup(thread, thread.names.mro);
  return found == thread.types.type->lookup(thread, thread.names.mro) ? Value{} : found;
}

// ---- other bases

// Whether `to` is among `from` and what it derives from by way of bases, which may be newer than orders.
bool reaches(const Type* from, const Type* to) {
  std::vector<const Type*> seen{from};
  for (std::size_t i = 0; i < seen.size(); ++i) {
    if (seen[i] == to) return true;
    for (const Value base : seen[i]->bases.load_as<Tuple>()->values()) {
      const Type* type = base.as<Type>();
      if (std::find(seen.begin(), seen.end(), type) == seen.end()) seen.push_back(type);
    }
  }
  return false;
}

// Adds the type and the classes below it so that in the end, read backwards, each comes after its bases.
void add_after_subclasses(ThreadState& thread, Type* type, std::vector<Type*>& types) {
  if (std::find(types.begin(), types.end(), type) != types.end()) return;
  const Value subclasses = type->subclasses.load();
  if (subclasses) {
    for (const Value subclass : subclasses.as<objects::List>()->snapshot(thread)) {
      add_after_subclasses(thread, subclass.as<Type>(), types);
    }
  }
  types.push_back(type);
}

// The orders that an assignment has changed, so that it can be undone. On the stack of the one who assigns,
// and held there as the collector wants it.
struct Renewal {
  explicit Renewal(ThreadState& for_thread) : thread(for_thread), kept(for_thread) {}

  void set(Type* type, Tuple* order) {
    for (const Value value : {Value(type), type->mro.load(), Value(order)}) kept.push_back(value);
    objects::set_order(thread, type, order);
  }
  // Leaves what somebody else has set since.
  void undo() {
    for (std::size_t i = kept.size(); i > 0; i -= 3) {
      auto* type = kept[i - 3].as<Type>();
      if (type->mro.load() == kept[i - 1]) objects::set_order(thread, type, kept[i - 2].as<Tuple>());
    }
  }

  ThreadState& thread;
  RootedValues kept;  // for each: the type, its old order, its new one
};

struct Assignment {
  Assignment(ThreadState& for_thread, Type* of, Tuple* to)
      : thread(for_thread), type(of), bases(to), renewal(for_thread), affected(for_thread) {}

  ThreadState& thread;
  Type* type;
  Tuple* bases;
  Tuple* old_bases = nullptr;
  Type* old_base = nullptr;
  Renewal renewal;
  RootedValues affected;  // the type and the classes below it, bases first
  bool raised = false;
  bool asks_metaclass = false;  // some order is made by Python code
};

Result<void> take_bases(Assignment& assignment) {
  ThreadState& thread = assignment.thread;
  Type* type = assignment.type;
  for (const Value base : assignment.bases->values()) {
    if (reaches(base.as<Type>(), type)) {
      return thread.raise(thread.types.TypeError, "a __bases__ item causes an inheritance cycle");
    }
  }
  Type* base = MINIPY_TRY(best_base(thread, assignment.bases));
  MINIPY_TRY(check_same_layout(thread, type->base_type(), base, "__bases__"));
  assignment.old_bases = type->bases.load_as<Tuple>();
  assignment.old_base = type->base_type();
  objects::set_bases(thread, type, assignment.bases, base);
  std::vector<Type*> types;
  add_after_subclasses(thread, type, types);
  for (auto at = types.rbegin(); at != types.rend(); ++at) {
    assignment.affected.push_back(*at);
    if (own_mro_method(thread, *at)) assignment.asks_metaclass = true;
  }
  return Done{};
}

Result<void> renew_orders(Assignment& assignment) {
  for (const Value value : assignment.affected.values()) {
    auto* type = value.as<Type>();
    Tuple* order = MINIPY_TRY(linearise(assignment.thread, type, type->bases.load_as<Tuple>()));
    assignment.renewal.set(type, order);
  }
  return Done{};
}

void undo(void* context) {
  auto& assignment = *static_cast<Assignment*>(context);
  assignment.renewal.undo();
  Type* type = assignment.type;
  if (type->bases.load() == Value(assignment.bases)) {
    objects::set_bases(assignment.thread, type, assignment.old_bases, assignment.old_base);
  }
}

// What is done in the first stop: all, unless Python code makes an order.
void begin(void* context) {
  auto& assignment = *static_cast<Assignment*>(context);
  assignment.raised = !take_bases(assignment).ok();
  if (assignment.raised || assignment.asks_metaclass) return;
  assignment.raised = !renew_orders(assignment).ok();
  if (assignment.raised) undo(context);
}

// One class at a time, with the metaclasses asked.
struct Step {
  Assignment& assignment;
  Type* type;
  Value old_order;
  Tuple* order;
};

void take_order(void* context) {
  const auto& step = *static_cast<Step*>(context);
  if (step.type->mro.load() == step.old_order) step.assignment.renewal.set(step.type, step.order);
}

Result<void> ask_metaclasses(Assignment& assignment) {
  ThreadState& thread = assignment.thread;
  for (std::size_t i = 0; i < assignment.affected.size(); ++i) {
    auto* type = assignment.affected[i].as<Type>();
    Step step{assignment, type, type->mro.load(), nullptr};
    step.order = MINIPY_TRY(find_order(thread, type));
    thread.interpreter.hooks->with_world_stopped(thread, take_order, &step);
  }
  return Done{};
}

}  // namespace

Result<Type*> best_base(ThreadState& thread, const Tuple* bases) {
  Type* best = nullptr;
  const Type* winner = nullptr;
  for (const Value value : bases->values()) {
    if (!objects::has_kind(value, objects::kType))
      return thread.raise(thread.types.TypeError, "bases must be types");
    auto* base = value.as<Type>();
    if (!base->has(Type::kBaseType)) {
      return thread.raise(thread.types.TypeError, "type '%S' is not an acceptable base type",
                          base->name.load_as<Str>());
    }
    const Type* solid = solid_type(thread, base);
    if (winner == nullptr || (solid != winner && solid->derives_from(winner))) {
      winner = solid;
      best = base;
    } else if (!winner->derives_from(solid)) {
      return thread.raise(thread.types.TypeError, "multiple bases have instance lay-out conflict");
    }
  }
  return best;
}

Result<void> check_same_layout(ThreadState& thread, const Type* from, const Type* to, const char* attribute) {
  const char* what = nullptr;
  const Type* old_type = last_addition(thread, from);
  const Type* new_type = last_addition(thread, to);
  if (is_tracked(thread, from) != is_tracked(thread, to)) {
    what = "deallocator";
  } else if (old_type != new_type && !add_the_same(old_type, new_type)) {
    what = "object layout";
  }
  if (what == nullptr) return Done{};
  return thread.raise(thread.types.TypeError, "%s assignment: '%S' %s differs from '%S'", attribute,
                      to->name.load_as<Str>(), what, from->name.load_as<Str>());
}

Result<Tuple*> linearise(ThreadState& thread, Type* type, const Tuple* bases) {
  struct Sequence {
    std::span<const Value> rest;
  };
  std::vector<Sequence> sequences;
  for (const Value base : bases->values()) {
    const Tuple* order = base.as<Type>()->mro.load_as<Tuple>();
    if (order->length == 0) {
      return thread.raise(thread.types.TypeError, "Cannot extend an incomplete type '%S'",
                          base.as<Type>()->name.load_as<Str>());
    }
    sequences.push_back({order->values()});
  }
  for (std::int64_t i = 0; i < bases->length; ++i) {
    for (std::int64_t j = i + 1; j < bases->length; ++j) {
      if (!(bases->items[i] == bases->items[j])) continue;
      return thread.raise(thread.types.TypeError, "duplicate base class %S",
                          bases->items[i].as<Type>()->name.load_as<Str>());
    }
  }
  sequences.push_back({bases->values()});
  std::vector<Value> order{Value(type)};
  for (;;) {
    bool left = false;
    Value next;
    for (const Sequence& candidate : sequences) {
      if (candidate.rest.empty()) continue;
      left = true;
      const Value head = candidate.rest[0];
      const bool blocked = std::any_of(sequences.begin(), sequences.end(), [head](const Sequence& other) {
        return other.rest.size() > 1 &&
               std::find(other.rest.begin() + 1, other.rest.end(), head) != other.rest.end();
      });
      if (blocked) continue;
      next = head;
      break;
    }
    if (!left) return Tuple::create(thread, order);
    if (!next) {
      std::string names;
      std::vector<Value> heads;
      for (const Sequence& sequence : sequences) {
        if (sequence.rest.empty()) continue;
        const Value head = sequence.rest[0];
        if (std::find(heads.begin(), heads.end(), head) != heads.end()) continue;
        heads.push_back(head);
        names += (names.empty() ? "" : ", ") + head.as<Type>()->name.load_as<Str>()->utf8();
      }
      return thread.raise(thread.types.TypeError,
                          "Cannot create a consistent method resolution\norder (MRO) for bases %s",
                          names.c_str());
    }
    order.push_back(next);
    for (Sequence& sequence : sequences) {
      if (!sequence.rest.empty() && sequence.rest[0] == next) sequence.rest = sequence.rest.subspan(1);
    }
  }
}

Result<Tuple*> find_order(ThreadState& thread, Type* type) {
  const Value method = own_mro_method(thread, type);
  if (!method) return linearise(thread, type, type->bases.load_as<Tuple>());
  const Value bound = MINIPY_TRY(descriptor_get(thread, method, type, objects::type_of(thread, type)));
  RootedValues order(thread);
  MINIPY_TRY(collect(thread, MINIPY_TRY(call(thread, bound, {})), order));
  if (order.size() == 0) return thread.raise(thread.types.TypeError, "type MRO must not be empty");
  const Type* solid = solid_type(thread, type);
  for (const Value item : order.values()) {
    if (!objects::has_kind(item, objects::kType)) {
      return thread.raise(thread.types.TypeError, "mro() returned a non-class ('%T')", item);
    }
    if (!solid->derives_from(solid_type(thread, item.as<Type>()))) {
      return thread.raise(thread.types.TypeError, "mro() returned base with unsuitable layout ('%S')",
                          item.as<Type>()->name.load_as<Str>());
    }
  }
  return Tuple::create(thread, order.span());
}

Result<void> assign_bases(ThreadState& thread, Type* type, Value value) {
  Type* error = thread.types.TypeError;
  Str* name = type->name.load_as<Str>();
  if (!value || !type->has(Type::kHeapType)) {
    return thread.raise(error, "cannot %s '__bases__' attribute of immutable type '%S'",
                        value ? "set" : "delete", name);
  }
  if (!objects::is_tuple(value)) {
    return thread.raise(error, "can only assign tuple to %S.__bases__, not %T", name, value);
  }
  auto* bases = value.as<Tuple>();
  if (bases->length == 0) {
    return thread.raise(error, "can only assign non-empty tuple to %S.__bases__, not ()", name);
  }
  for (const Value base : bases->values()) {
    if (!objects::has_kind(base, objects::kType)) {
      return thread.raise(error, "%S.__bases__ must be tuple of classes, not '%T'", name, base);
    }
  }
  Assignment assignment(thread, type, bases);
  thread.interpreter.hooks->with_world_stopped(thread, begin, &assignment);
  if (assignment.raised) return Raised{};
  if (!assignment.asks_metaclass || ask_metaclasses(assignment).ok()) return Done{};
  thread.interpreter.hooks->with_world_stopped(thread, undo, &assignment);
  return Raised{};
}

}  // namespace minipy::vm
