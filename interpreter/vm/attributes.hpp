#pragma once

#include "interpreter/objects/cache.hpp"
#include "interpreter/objects/descriptor.hpp"
#include "interpreter/vm/protocols.hpp"

namespace minipy::vm {

/// What a class attribute gives when it is got through an instance (or, with `object` empty, through the
/// class).
Result<Value> descriptor_get(ThreadState& thread, Value found, Value object, Type* type);
/// Whether it wins over an attribute of the instance itself (it sets or deletes).
bool is_data_descriptor(const ThreadState& thread, Value found);
/// The attribute of the instance itself, or empty. No lock, no user code.
Value instance_attribute(ThreadState& thread, Object* object, Str* name);
/// Sets, or with an empty value deletes, the attribute of the instance itself, whatever the class says. False
/// when the object takes none, or there is none to delete.
bool store_instance_attribute(ThreadState& thread, Object* object, Str* name, Value value);

/// Raises TypeError unless `object` is of class `owner`, whose memory the descriptor `name` works on.
Result<void> check_applies(ThreadState& thread, Str* name, const Type* owner, Value object);

/// AttributeError "'%T' object has no attribute '%S'", with its name and obj.
Raised raise_no_attribute(ThreadState& thread, Value object, Str* name);

/// What a site may remember about loading `name` from `object` (or storing to it); null when nothing safe.
/// Fills `method` for a class attribute that would be bound to the object: then the entry's value is the
/// function.
objects::CacheEntry* cache_load(ThreadState& thread, Value object, Str* name, bool method);
objects::CacheEntry* cache_store(ThreadState& thread, Value object, Str* name);

}  // namespace minipy::vm
