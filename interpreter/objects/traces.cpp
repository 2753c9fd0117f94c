// How the collector walks the objects that code and calls are made of; the containers' are in kinds.cpp.
#include "interpreter/objects/traces.hpp"

#include "interpreter/objects/cache.hpp"
#include "interpreter/objects/exception.hpp"
#include "interpreter/objects/function.hpp"

namespace minipy::objects {

namespace {

void mark_pointer(heap::Marker& marker, Object* object) {
  if (object != nullptr) marker.mark_object(object);
}

}  // namespace

void trace_code(Object* object, heap::Marker& marker) {
  const auto* code = static_cast<Code*>(object);
  for (Object* part : {static_cast<Object*>(code->constants), static_cast<Object*>(code->names),
                       static_cast<Object*>(code->local_names), static_cast<Object*>(code->global_cells),
                       static_cast<Object*>(code->builtin_cells), static_cast<Object*>(code->caches),
                       static_cast<Object*>(code->nested), static_cast<Object*>(code->globals),
                       static_cast<Object*>(code->builtins), static_cast<Object*>(code->name),
                       static_cast<Object*>(code->qualname)}) {
    mark_pointer(marker, part);
  }
}

void finalize_code(Object* object) {
  auto* code = static_cast<Code*>(object);
  delete[] code->instructions;
  delete code->owner;
}

void trace_function(Object* object, heap::Marker& marker) {
  auto* function = static_cast<Function*>(object);
  for (const Slot* slot :
       {&function->code, &function->defaults, &function->kwdefaults, &function->closure,
        &function->annotations, &function->name, &function->qualname, &function->module, &function->doc}) {
    marker.mark(*slot);
  }
}

void trace_bound_method(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<BoundMethod*>(object)->function);
  marker.mark(static_cast<BoundMethod*>(object)->self);
}

void trace_module(Object* object, heap::Marker& marker) { marker.mark(static_cast<Module*>(object)->dict); }

void trace_generator(Object* object, heap::Marker& marker) {
  auto* generator = static_cast<Generator*>(object);
  for (const Slot* slot : {&generator->code, &generator->function, &generator->name, &generator->qualname,
                           &generator->delegate}) {
    marker.mark(*slot);
  }
  marker.mark(generator->handled);
  // Temporaries beyond their last use may be stale, so the registers are scanned as a stack is.
  marker.scan(generator->registers, generator->registers + generator->register_count);
}

void trace_exception(Object* object, heap::Marker& marker) {
  auto* exception = static_cast<Exception*>(object);
  for (const Slot* slot : {&exception->args, &exception->traceback, &exception->cause, &exception->context}) {
    marker.mark(*slot);
  }
}

void trace_traceback(Object* object, heap::Marker& marker) {
  auto* traceback = static_cast<Traceback*>(object);
  marker.mark(traceback->next);
  mark_pointer(marker, traceback->code);
}

void trace_cache_entry(Object* object, heap::Marker& marker) {
  auto* entry = static_cast<CacheEntry*>(object);
  mark_pointer(marker, entry->shape);
  mark_pointer(marker, entry->next_shape);
  mark_pointer(marker, entry->object);
  marker.mark(entry->value);
}

}  // namespace minipy::objects
