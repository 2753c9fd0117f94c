#include "interpreter/objects/dict_view.hpp"

#include "interpreter/objects/set.hpp"
#include "interpreter/objects/tuple.hpp"

namespace minipy::objects {

namespace {

void append_part(Mutator& mutator, const Dict* dict, DictPart part, std::vector<Value>& into) {
  for (const auto& [key, value] : dict->snapshot(mutator)) {
    if (part == DictPart::kItems) {
      const Value pair[] = {key, value};
      into.push_back(Tuple::create(mutator, pair));
    } else {
      into.push_back(part == DictPart::kKeys ? key : value);
    }
  }
}

}  // namespace

bool append_snapshot(Mutator& mutator, Value iterable, std::vector<Value>& into) {
  const CoreTypes& types = mutator.types;
  const Type* type = type_of(mutator, iterable);
  if (type == types.dict) {
    append_part(mutator, iterable.as<Dict>(), DictPart::kKeys, into);
  } else if (type == types.set || type == types.frozenset) {
    const std::vector<Value> keys = iterable.as<Set>()->snapshot(mutator);
    into.insert(into.end(), keys.begin(), keys.end());
  } else if (type == types.dict_keys || type == types.dict_values || type == types.dict_items) {
    const DictPart part = type == types.dict_keys     ? DictPart::kKeys
                          : type == types.dict_values ? DictPart::kValues
                                                      : DictPart::kItems;
    append_part(mutator, iterable.as<DictView>()->dict.load_as<Dict>(), part, into);
  } else if (has_kind(iterable, kOpaque) && !type->has(Type::kHeapType)) {
    auto* opaque = iterable.as<Opaque>();
    if (opaque->info->snapshot == nullptr) return false;
    opaque->info->snapshot(mutator, opaque, into);
  } else {
    return false;
  }
  return true;
}

}  // namespace minipy::objects
