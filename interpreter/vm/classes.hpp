#pragma once

#include "interpreter/vm/protocols.hpp"

namespace minipy::vm {

/// The most derived of `meta` and the metaclasses of `bases`; TypeError on a conflict.
Result<Type*> calculate_metaclass(ThreadState& thread, Type* meta, Tuple* bases);

/// isinstance and issubclass without __instancecheck__: what `type` answers.
Result<bool> type_is_instance(ThreadState& thread, Value value, Value cls);
Result<bool> type_is_subclass(ThreadState& thread, Value type, Value cls);

/// `__dict__` of objects that keep attributes of their own.
Result<Value> get_instance_dict(ThreadState& thread, Value self);
Result<void> set_instance_dict(ThreadState& thread, Value self, Value value);

/// Has the class (made by a class statement) its `kAbstract` flag follow `__abstractmethods__`.
Result<void> set_abstract_methods(ThreadState& thread, Type* type, Value names);

}  // namespace minipy::vm
