#include "interpreter/objects/kinds.hpp"

#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/cell.hpp"
#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/list.hpp"
#include "interpreter/objects/native.hpp"
#include "interpreter/objects/opaque.hpp"
#include "interpreter/objects/set.hpp"
#include "interpreter/objects/traces.hpp"

namespace minipy::objects {

namespace {

using heap::Marker;
using heap::TraceFunction;

void mark_pointer(Marker& marker, Object* object) {
  if (object != nullptr) marker.mark_object(object);
}

void mark_slots(Marker& marker, const Slot* slots, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) marker.mark(slots[i]);
}

// Any object but a kInstance may have its attributes behind everything else.
void trace_attributes(Object* object, Marker& marker) {
  if (has_flag(object, kHasAttributes)) marker.mark(*attribute_head(object));
}

// Adds that to the tracing of a kind.
template <TraceFunction kTrace>
void with_attributes(Object* object, Marker& marker) {
  kTrace(object, marker);
  trace_attributes(object, marker);
}

void trace_shape(Object* object, Marker& marker) {
  const auto* shape = static_cast<Shape*>(object);
  mark_pointer(marker, shape->type);
  mark_pointer(marker, shape->parent);
  mark_pointer(marker, shape->name);
  marker.mark(shape->transitions);
}

void trace_attribute_segment(Object* object, Marker& marker) {
  const auto* segment = static_cast<AttributeSegment*>(object);
  marker.mark(segment->next);
  mark_slots(marker, segment->slots, AttributeSegment::kSlots);
}

void trace_array(Object* object, Marker& marker) {
  const auto* array = static_cast<Array*>(object);
  mark_slots(marker, array->items, static_cast<std::size_t>(array->capacity));
}

void trace_dict_table(Object* object, Marker& marker) {
  const auto* table = static_cast<DictTable*>(object);
  // relaxed: the world is stopped.
  const std::uint32_t used = table->used.load(std::memory_order_relaxed);
  for (std::uint32_t i = 0; i < used; ++i) {
    marker.mark(table->entries[i].key);
    marker.mark(table->entries[i].value);
  }
}

void trace_set_table(Object* object, Marker& marker) {
  const auto* table = static_cast<SetTable*>(object);
  for (std::uint64_t i = 0; i <= table->mask; ++i) marker.mark(table->entries[i].key);
}

void trace_type(Object* object, Marker& marker) {
  const auto* type = static_cast<Type*>(object);
  for (const Slot* slot : {&type->name, &type->qualname, &type->module, &type->bases, &type->base, &type->mro,
                           &type->dict, &type->doc, &type->root_shape, &type->dict_shape, &type->subclasses,
                           &type->layout, &type->slot_names}) {
    marker.mark(*slot);
  }
  mark_slots(marker, type->special, kSpecialCount);
}

void trace_instance(Object* object, Marker& marker) {
  const auto* instance = static_cast<Instance*>(object);
  marker.mark(instance->head);
  mark_slots(marker, instance->slots, shape_of(object)->inline_slots);
}

void trace_tuple(Object* object, Marker& marker) {
  for (const Value value : static_cast<Tuple*>(object)->values()) marker.mark(value);
}

void trace_list(Object* object, Marker& marker) { marker.mark(static_cast<List*>(object)->array); }

void trace_dict(Object* object, Marker& marker) { marker.mark(static_cast<Dict*>(object)->table); }

void trace_set(Object* object, Marker& marker) { marker.mark(static_cast<Set*>(object)->table); }

void trace_range(Object* object, Marker& marker) {
  const auto* range = static_cast<Range*>(object);
  for (const Value value : {range->start, range->stop, range->step, range->length}) marker.mark(value);
}

void trace_str(Object* object, Marker& marker) {
  const auto* text = static_cast<Str*>(object);
  if (text->data != nullptr && !text->is_inline()) marker.mark_object(text->buffer());
}

void trace_bytearray(Object* object, Marker& marker) { marker.mark(static_cast<ByteArray*>(object)->buffer); }

void trace_slice(Object* object, Marker& marker) {
  const auto* slice = static_cast<Slice*>(object);
  for (const Value value : {slice->start, slice->stop, slice->step}) marker.mark(value);
}

void trace_cell(Object* object, Marker& marker) { marker.mark(static_cast<Cell*>(object)->value); }

void trace_native(Object* object, Marker& marker) {
  const auto* native = static_cast<Native*>(object);
  mark_pointer(marker, native->owner);
  marker.mark(native->self);
  marker.mark(native->module);
}

void trace_list_iterator(Object* object, Marker& marker) {
  marker.mark(static_cast<ListIterator*>(object)->list);
}

void trace_tuple_iterator(Object* object, Marker& marker) {
  marker.mark(static_cast<TupleIterator*>(object)->tuple);
}

void trace_opaque(Object* object, Marker& marker) {
  const OpaqueInfo* info = static_cast<Opaque*>(object)->info;
  if (info != nullptr && info->trace != nullptr) info->trace(object, marker);
}

void finalize_opaque(Object* object) {
  const OpaqueInfo* info = static_cast<Opaque*>(object)->info;
  if (info != nullptr && info->finalize != nullptr) info->finalize(object);
}

// In the order of Kind.
constexpr heap::KindInfo kInfos[] = {
    {"free"},
    {"shape", trace_shape},
    {"attribute segment", trace_attribute_segment},
    {"array", trace_array},
    {"dict table", trace_dict_table},
    {"set table", trace_set_table},
    {"type", with_attributes<trace_type>},
    {"instance", trace_instance},
    {"str", with_attributes<trace_str>},
    {"big int", trace_attributes},
    {"complex", trace_attributes},
    {"bytes", trace_attributes},
    {"bytearray", with_attributes<trace_bytearray>},
    {"tuple", with_attributes<trace_tuple>},
    {"list", with_attributes<trace_list>},
    {"dict", with_attributes<trace_dict>},
    {"set", with_attributes<trace_set>},
    {"range", trace_range},
    {"slice", trace_slice},
    {"cell", trace_cell},
    {"code", trace_code, finalize_code},
    {"function", with_attributes<trace_function>},
    {"bound method", trace_bound_method},
    {"native", trace_native},
    {"module", with_attributes<trace_module>},
    {"generator", trace_generator},
    {"coroutine", trace_generator},
    {"async_generator", trace_generator},
    {"exception", with_attributes<trace_exception>},
    {"traceback", trace_traceback},
    {"range iterator"},
    {"list iterator", trace_list_iterator},
    {"tuple iterator", trace_tuple_iterator},
    {"cache entry", trace_cache_entry},
    {"str buffer"},
    {"opaque", with_attributes<trace_opaque>, finalize_opaque},
};

static_assert(std::size(kInfos) == kKindCount);

}  // namespace

std::span<const heap::KindInfo> kind_infos() { return kInfos; }

}  // namespace minipy::objects
