#pragma once

#include "interpreter/objects/kinds.hpp"

namespace minipy::objects {

// Trace and finalize functions of the kinds that code and calls are made of, for `kind_infos`.
void trace_code(Object* object, heap::Marker& marker);
void finalize_code(Object* object);
void trace_function(Object* object, heap::Marker& marker);
void trace_bound_method(Object* object, heap::Marker& marker);
void trace_module(Object* object, heap::Marker& marker);
void trace_generator(Object* object, heap::Marker& marker);
void trace_exception(Object* object, heap::Marker& marker);
void trace_traceback(Object* object, heap::Marker& marker);
void trace_cache_entry(Object* object, heap::Marker& marker);

}  // namespace minipy::objects
