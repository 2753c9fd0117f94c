// What functools.lru_cache makes of a function. A dict finds the link of a key; where the size is limited,
// the links hang in a list, the least recently used one first. The dict makes each of its steps whole by
// itself; the list is changed under the lock of the cache. Both together are not one step: a link is in the
// dict before it is in the list, and leaves the list before it leaves the dict. So a thread may find a link
// that is not in the list, which it then leaves where it is. User code (the function, `__hash__`, `__eq__`)
// runs under no lock, and several threads may compute the same result at once: the first one is kept, as in
// CPython.
#include "runtime/modules/lru_cache.hpp"

#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/function.hpp"
#include "interpreter/objects/key.hpp"
#include "interpreter/vm/classes.hpp"

namespace minipy::modules {
namespace {

struct Link : objects::Opaque {
  Slot key;
  Slot result;
  std::int64_t hash;  // constant
  // Of the list, under the lock of the cache.
  Slot previous;
  Slot next;
  bool listed;
};

struct Cache : objects::Opaque {
  Slot function;
  Slot info_type;        // makes what cache_info() returns
  Slot links;            // Dict of Link, or of the results themselves where the size is not limited
  std::int64_t maximum;  // -1: no limit; constant
  bool typed;            // constant
  // relaxed: numbers by themselves.
  std::atomic<std::int64_t> hits;
  std::atomic<std::int64_t> misses;
  // The list, under the lock.
  Slot oldest;
  Slot newest;
  std::int64_t length;
};

void trace_link(Object* object, heap::Marker& marker) {
  auto* link = static_cast<Link*>(object);
  for (const Slot* slot : {&link->key, &link->result, &link->previous, &link->next}) marker.mark(*slot);
}

void trace_cache(Object* object, heap::Marker& marker) {
  auto* cache = static_cast<Cache*>(object);
  for (const Slot* slot :
       {&cache->function, &cache->info_type, &cache->links, &cache->oldest, &cache->newest})
    marker.mark(*slot);
}

constexpr objects::OpaqueInfo kLinkInfo = {"functools._lru_list_elem", trace_link};
constexpr objects::OpaqueInfo kCacheInfo = {"functools._lru_cache_wrapper", trace_cache};
const char kLinkKey = 0;

Type* make_link_type(ThreadState& thread) {
  return new_type(thread, "_lru_list_elem", "functools", false, {});
}

Type* link_type(ThreadState& thread) { return builtins::builtin_type(thread, &kLinkKey, make_link_type); }

Result<Cache*> self_cache(ThreadState& thread, Value self) {
  return self_as<Cache>(thread, self, kCacheInfo);
}

// ---- the list; under the lock

void unlink(Cache* cache, Link* link) {
  const Value previous = link->previous.load();
  const Value next = link->next.load();
  (previous ? previous.as<Link>()->next : cache->oldest).store(next);
  (next ? next.as<Link>()->previous : cache->newest).store(previous);
  link->previous.store({});
  link->next.store({});
  link->listed = false;
  --cache->length;
}

void append(Cache* cache, Link* link) {
  const Value newest = cache->newest.load();
  link->previous.store(newest);
  (newest ? newest.as<Link>()->next : cache->oldest).store(link);
  cache->newest.store(link);
  link->listed = true;
  ++cache->length;
}

// ---- calls

/// What stands for the arguments: a single str or int itself, else a tuple.
Value make_key(ThreadState& thread, const Arguments& arguments, bool typed) {
  const std::uint32_t keywords = arguments.keyword_count();
  const std::uint32_t positional = arguments.count - 1;
  const Value* values = arguments.values + 1;
  if (!typed && keywords == 0) {
    if (positional == 1) {
      const Value only = values[0];
      if (objects::is_exact_str(thread, only) || only.is_int()) return only;
    }
    return Tuple::create(thread, {values, positional});
  }
  vm::RootedValues parts(thread);
  for (std::uint32_t i = 0; i < positional; ++i) parts.push_back(values[i]);
  if (keywords > 0) parts.push_back(link_type(thread));  // which no argument can be: keywords follow
  for (std::uint32_t i = 0; i < keywords; ++i) {
    parts.push_back(arguments.keywords->items[i]);
    parts.push_back(values[positional + i]);
  }
  if (typed) {
    for (std::uint32_t i = 0; i < positional + keywords; ++i) {
      parts.push_back(objects::type_of(thread, values[i]));
    }
  }
  return Tuple::create(thread, parts.span());
}

Result<Value> call_function(ThreadState& thread, const Cache* cache, const Arguments& arguments) {
  return vm::call(thread, cache->function.load(),
                  Arguments{arguments.values + 1, arguments.count - 1, arguments.keywords});
}

void count(std::atomic<std::int64_t>& number) { number.fetch_add(1, std::memory_order_relaxed); }

Result<Value> call_unlimited(ThreadState& thread, Cache* cache, const Arguments& arguments) {
  const Value key = make_key(thread, arguments, cache->typed);
  const std::int64_t hash = MINIPY_TRY(objects::hash_key(thread, key));
  auto* results = cache->links.load_as<Dict>();
  const Value known = MINIPY_TRY(results->get_hashed(thread, key, hash));
  if (known) {
    count(cache->hits);
    return known;
  }
  count(cache->misses);
  const Value result = MINIPY_TRY(call_function(thread, cache, arguments));
  MINIPY_TRY(results->set_hashed(thread, key, hash, result));
  return result;
}

/// Hangs a link that is new in the dict into the list. The one that has to go for it, or null.
Link* enlist(ThreadState& thread, Cache* cache, Link* link) {
  const objects::ObjectLock lock(thread, cache);
  append(cache, link);
  if (cache->length <= cache->maximum) return nullptr;
  auto* oldest = cache->oldest.load_as<Link>();
  unlink(cache, oldest);
  return oldest;
}

Result<Value> call_limited(ThreadState& thread, Cache* cache, const Arguments& arguments) {
  const Value key = make_key(thread, arguments, cache->typed);
  const std::int64_t hash = MINIPY_TRY(objects::hash_key(thread, key));
  auto* links = cache->links.load_as<Dict>();
  const Value known = MINIPY_TRY(links->get_hashed(thread, key, hash));
  if (known) {
    auto* link = known.as<Link>();
    if (cache->newest.load() != known) {
      const objects::ObjectLock lock(thread, cache);
      if (link->listed) {
        unlink(cache, link);
        append(cache, link);
      }
    }
    count(cache->hits);
    return link->result.load();
  }
  count(cache->misses);
  const Value result = MINIPY_TRY(call_function(thread, cache, arguments));
  auto* link = objects::create_opaque<Link>(thread, link_type(thread), kLinkInfo);
  link->key.store(key);
  link->result.store(result);
  link->hash = hash;
  const Value stored = MINIPY_TRY(links->set_default_hashed(thread, key, hash, link));
  if (stored != Value(link)) return result;  // somebody else computed it meanwhile, or the function itself
  if (const Link* gone = enlist(thread, cache, link); gone != nullptr) {
    MINIPY_TRY(links->pop_hashed(thread, gone->key.load(), gone->hash, const_cast<Link*>(gone)));
  }
  return result;
}

Result<Value> cache_call(ThreadState& thread, const Arguments& arguments) {
  Cache* cache = MINIPY_TRY(self_cache(thread, arguments[0]));
  if (cache->maximum < 0) return call_unlimited(thread, cache, arguments);
  if (cache->maximum > 0) return call_limited(thread, cache, arguments);
  count(cache->misses);
  return call_function(thread, cache, arguments);
}

// ---- the rest

Result<Value> cache_new(ThreadState& thread, const Arguments& arguments) {
  if (!vm::is_callable(thread, arguments[1])) {
    return thread.raise(thread.types.TypeError, "the first argument must be callable");
  }
  std::int64_t maximum = -1;
  if (!arguments[2].is_none()) {
    if (vm::find_special(thread, arguments[2], objects::Special::kIndex).is_empty()) {
      return thread.raise(thread.types.TypeError, "maxsize should be integer or None");
    }
    maximum = std::max<std::int64_t>(
        MINIPY_TRY(vm::index_int64(thread, arguments[2], thread.types.OverflowError)), 0);
  }
  const bool typed = MINIPY_TRY(vm::truth(thread, arguments[3]));
  Dict* links = Dict::create(thread);
  auto* cache = objects::create_opaque<Cache>(thread, arguments[0].as<Type>(), kCacheInfo);
  cache->function.store(arguments[1]);
  cache->info_type.store(arguments[4]);
  cache->links.store(links);
  cache->maximum = maximum;
  cache->typed = typed;
  return Value(cache);
}

Result<Value> cache_get(ThreadState& thread, const Arguments& arguments) {
  if (arguments[1].is_none()) return arguments[0];
  return Value(objects::BoundMethod::create(thread, arguments[0], arguments[1]));
}

Result<Value> cache_info(ThreadState& thread, const Arguments& arguments) {
  const Cache* cache = MINIPY_TRY(self_cache(thread, arguments[0]));
  const Value maximum = cache->maximum < 0 ? Value::none() : objects::make_int(thread, cache->maximum);
  return vm::call(thread, cache->info_type.load(),
                  {objects::make_int(thread, cache->hits.load(std::memory_order_relaxed)),
                   objects::make_int(thread, cache->misses.load(std::memory_order_relaxed)), maximum,
                   objects::make_int(thread, cache->links.load_as<Dict>()->size())});
}

Result<Value> cache_clear(ThreadState& thread, const Arguments& arguments) {
  Cache* cache = MINIPY_TRY(self_cache(thread, arguments[0]));
  {
    const objects::ObjectLock lock(thread, cache);
    while (cache->oldest.load()) unlink(cache, cache->oldest.load_as<Link>());
  }
  cache->hits.store(0, std::memory_order_relaxed);
  cache->misses.store(0, std::memory_order_relaxed);
  cache->links.load_as<Dict>()->clear(thread);
  return Value::none();
}

/// Pickled by name, as functions are.
Result<Value> cache_reduce(ThreadState& thread, const Arguments& arguments) {
  return vm::get_attribute(thread, arguments[0], vm::intern(thread, "__qualname__"));
}

Result<Value> cache_itself(ThreadState& /*thread*/, const Arguments& arguments) { return arguments[0]; }

const NativeDefinition kMethods[] = {
    {"__new__", cache_new, "cls, user_function, maxsize, typed, cache_info_type"},
    {"__call__", cache_call, "*args, **kwargs"},
    {"__get__", cache_get, "self, instance, owner=, /"},
    {"__reduce__", cache_reduce, "self, /"},
    {"__copy__", cache_itself, "self, /"},
    {"__deepcopy__", cache_itself, "self, memo, /"},
    {"cache_info", cache_info, "self, /", "Report cache statistics"},
    {"cache_clear", cache_clear, "self, /", "Clear the cache and cache statistics"},
};

const GetSetDefinition kAttributes[] = {{"__dict__", vm::get_instance_dict, vm::set_instance_dict}};

}  // namespace

Type* make_lru_cache_type(ThreadState& thread) {
  Type* type =
      weakly_referenced(new_type(thread, "_lru_cache_wrapper", "functools", true, kMethods, kAttributes));
  type->type_flags |= Type::kInstancesHaveDict;
  return type;
}

}  // namespace minipy::modules
