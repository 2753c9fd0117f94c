// How the arguments of a call find their parameters, and what CPython says when they do not fit.
#include <string>

#include "interpreter/vm/calls.hpp"

namespace minipy::vm {

using objects::Code;
using objects::Dict;
using objects::Function;
using objects::Native;

namespace {

std::string quoted_list(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += names.size() == 2 ? " and " : i + 1 == names.size() ? ", and " : ", ";
    text += "'" + names[i] + "'";
  }
  return text;
}

Raised raise_missing(ThreadState& thread, const Function& function, const std::vector<std::string>& names,
                     const char* kind) {
  return thread.raise(thread.types.TypeError, "%S() missing %d required %s argument%s: %s",
                      function.qualname.load_as<Str>(), static_cast<std::int64_t>(names.size()), kind,
                      names.size() == 1 ? "" : "s", quoted_list(names).c_str());
}

Raised raise_too_many(ThreadState& thread, const Function& function, const bytecode::CodeUnit& unit,
                      std::uint32_t given, std::int64_t defaults, const Value* registers) {
  std::int64_t keyword_only_given = 0;
  for (std::uint32_t i = 0; i < unit.keyword_only; ++i) {
    if (registers[unit.positional + i]) ++keyword_only_given;
  }
  const bool plural = defaults > 0 || unit.positional != 1;
  std::string takes = defaults > 0 ? "from " + std::to_string(unit.positional - defaults) + " to " +
                                         std::to_string(unit.positional)
                                   : std::to_string(unit.positional);
  std::string were = std::to_string(given);
  if (keyword_only_given > 0) {
    were += given == 1 ? " positional argument (and " : " positional arguments (and ";
    were += std::to_string(keyword_only_given) + " keyword-only argument" +
            (keyword_only_given == 1 ? ")" : "s)");
  }
  return thread.raise(thread.types.TypeError, "%S() takes %s positional argument%s but %s %s given",
                      function.qualname.load_as<Str>(), takes.c_str(), plural ? "s" : "", were.c_str(),
                      given == 1 && keyword_only_given == 0 ? "was" : "were");
}

// The register of the parameter called `name`, from `first` on, or -1.
int find_parameter(const Code& code, const Str* name, std::uint32_t first) {
  const bytecode::CodeUnit& unit = *code.unit;
  const std::uint32_t named = unit.positional + unit.keyword_only;
  const Value* names = code.local_names->items;
  for (std::uint32_t i = first; i < named; ++i) {
    if (names[i].as<Str>() == name) return static_cast<int>(i);
  }
  for (std::uint32_t i = first; i < named; ++i) {
    if (names[i].as<Str>()->equals(name)) return static_cast<int>(i);
  }
  return -1;
}

// Puts the keyword arguments where they belong: a parameter, or **kwargs.
Result<void> bind_keywords(ThreadState& thread, const Function& function, const Code& code, Value* registers,
                           const Value* values, std::uint32_t count, const Tuple& keywords, Dict* extra) {
  const bytecode::CodeUnit& unit = *code.unit;
  for (std::int64_t i = 0; i < keywords.length; ++i) {
    auto* name = keywords.items[i].as<Str>();
    const Value value = values[count + static_cast<std::uint32_t>(i)];
    const int at = find_parameter(code, name, unit.positional_only);
    if (at >= 0) {
      if (registers[at]) {
        return thread.raise(thread.types.TypeError, "%S() got multiple values for argument '%S'",
                            function.qualname.load_as<Str>(), name);
      }
      registers[at] = value;
      continue;
    }
    if (extra != nullptr) {
      MINIPY_TRY(extra->set(thread, name, value));
      continue;
    }
    std::string positional_only;
    for (std::int64_t j = 0; j < keywords.length; ++j) {
      const int which = find_parameter(code, keywords.items[j].as<Str>(), 0);
      if (which < 0 || which >= unit.positional_only) continue;
      positional_only += (positional_only.empty() ? "" : ", ") + keywords.items[j].as<Str>()->utf8();
    }
    if (!positional_only.empty()) {
      return thread.raise(thread.types.TypeError,
                          "%S() got some positional-only arguments passed as keyword arguments: '%s'",
                          function.qualname.load_as<Str>(), positional_only.c_str());
    }
    return thread.raise(thread.types.TypeError, "%S() got an unexpected keyword argument '%S'",
                        function.qualname.load_as<Str>(), name);
  }
  return Done{};
}

Result<void> bind(ThreadState& thread, const Function& function, const Code& code, Value* registers,
                  const Value* values, std::uint32_t count, const Tuple* keywords) {
  const bytecode::CodeUnit& unit = *code.unit;
  const std::uint32_t named = unit.positional + unit.keyword_only;
  const bool var_args = (unit.flags & bytecode::kVarArgs) != 0;
  const bool var_keywords = (unit.flags & bytecode::kVarKeywords) != 0;
  const std::uint32_t taken = std::min<std::uint32_t>(count, unit.positional);
  for (std::uint32_t i = 0; i < taken; ++i) registers[i] = values[i];

  Dict* extra = nullptr;
  if (var_keywords) {
    extra = Dict::create(thread);
    registers[named + (var_args ? 1 : 0)] = extra;
  }
  if (var_args)
    registers[named] = Tuple::create(thread, std::span<const Value>(values + taken, count - taken));
  if (keywords != nullptr) {
    MINIPY_TRY(bind_keywords(thread, function, code, registers, values, count, *keywords, extra));
  }

  const Value defaults_value = function.defaults.load();
  const Tuple* defaults = defaults_value ? defaults_value.as<Tuple>() : nullptr;
  const std::int64_t default_count = defaults != nullptr ? defaults->length : 0;
  if (count > unit.positional && !var_args) {
    return raise_too_many(thread, function, unit, count, default_count, registers);
  }
  std::vector<std::string> missing;
  for (std::uint32_t i = taken; i < unit.positional; ++i) {
    if (registers[i]) continue;
    const std::int64_t which = static_cast<std::int64_t>(i) - (unit.positional - default_count);
    if (which >= 0) {
      registers[i] = defaults->items[which];
    } else {
      missing.push_back(code.local_names->items[i].as<Str>()->utf8());
    }
  }
  if (!missing.empty()) return raise_missing(thread, function, missing, "positional");
  const Value kwdefaults = function.kwdefaults.load();
  for (std::uint32_t i = unit.positional; i < named; ++i) {
    if (registers[i]) continue;
    auto* name = code.local_names->items[i].as<Str>();
    if (kwdefaults) registers[i] = kwdefaults.as<Dict>()->get_str(name);
    if (!registers[i]) missing.push_back(name->utf8());
  }
  if (!missing.empty()) return raise_missing(thread, function, missing, "keyword-only");
  return Done{};
}

}  // namespace

Frame* push_function_frame(ThreadState& thread, Function* function, const Value* values, std::uint32_t count,
                           const Tuple* keywords, bool overlay) {
  Code* code = function->code_object();
  const bytecode::CodeUnit& unit = *code->unit;
  Frame* frame = nullptr;
  if (keywords == nullptr && count <= unit.positional && (unit.flags & bytecode::kSimpleParameters) != 0) {
    if (count == unit.positional) [[likely]] {
      frame = thread.push_frame(code, values, count, overlay);
      if (frame != nullptr) frame->function = function;
      return frame;
    }
    const Value defaults = function->defaults.load();
    if (defaults && count + defaults.as<Tuple>()->length >= unit.positional) {
      frame = thread.push_frame(code, values, count, overlay);
      if (frame == nullptr) return nullptr;
      frame->function = function;
      const Tuple* tuple = defaults.as<Tuple>();
      for (std::uint32_t i = count; i < unit.positional; ++i) {
        frame->registers[i] = tuple->items[tuple->length - (unit.positional - i)];
      }
      return frame;
    }
  }
  frame = thread.push_frame(code, values, 0, false);
  if (frame == nullptr) return nullptr;
  frame->function = function;
  if (!bind(thread, *function, *code, frame->registers, values, count, keywords).ok()) {
    thread.pop_frame();
    return nullptr;
  }
  return frame;
}

namespace {

// One parameter of a native's declaration.
struct Parameter {
  std::string_view name;
  bool optional = false;
  bool positional = true;
  bool named = true;
};

std::vector<Parameter> parse_parameters(const char* text) {
  std::vector<Parameter> parameters;
  bool positional = true;
  while (*text != '\0') {
    while (*text == ' ' || *text == ',') ++text;
    if (*text == '\0') break;
    const char* start = text;
    while (*text != '\0' && *text != ',') ++text;
    std::string_view part(start, static_cast<std::size_t>(text - start));
    while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
    if (part == "/") {
      for (Parameter& parameter : parameters) parameter.named = false;
    } else if (part == "*") {
      positional = false;
    } else {
      const std::size_t equals = part.find('=');
      parameters.push_back({part.substr(0, equals), equals != std::string_view::npos, positional, true});
    }
  }
  return parameters;
}

// "str.split", "len": how messages name a native.
std::string native_name(const Native& native) {
  std::string text;
  if (native.owner != nullptr && !(native.definition->name[0] == '_' && native.definition->name[1] == '_')) {
    text = native.owner->name.load_as<Str>()->utf8() + ".";
  }
  return text + native.definition->name;
}

// The same without the type. A constructor goes by the name of the class that was called.
std::string short_name(const Native& native, const Arguments& arguments) {
  const std::string name = native.definition->name;
  if (name != "__new__" || arguments.count == 0 || !objects::has_kind(arguments[0], objects::kType))
    return name;
  return arguments[0].as<Type>()->name.load_as<Str>()->utf8();
}

Raised raise_native_count(ThreadState& thread, const Native& native, const Arguments& arguments,
                          const std::vector<Parameter>& parameters) {
  Type* error = thread.types.TypeError;
  const std::uint32_t given = arguments.count;
  const std::string own_name = short_name(native, arguments);
  // A method's self, or the class of a constructor, is no argument to whoever reads the message.
  const std::uint32_t self = native.owner != nullptr || own_name != native.definition->name ? 1 : 0;
  if (given < self) {
    return thread.raise(error, "unbound method %s() needs an argument", native_name(native).c_str());
  }
  const std::int64_t count = given - self;
  const std::int64_t minimum = native.minimum - self;
  const std::int64_t maximum = native.maximum - self;
  const std::string name = native_name(native);
  if (minimum == maximum && maximum == 0) {
    return thread.raise(error, "%s() takes no arguments (%d given)", name.c_str(), count);
  }
  bool named = false;
  for (std::size_t i = self; i < parameters.size(); ++i) named |= parameters[i].named;
  if (minimum == maximum && maximum == 1) {
    return thread.raise(error, "%s() takes exactly one argument (%d given)", name.c_str(), count);
  }
  if (!named) {
    const std::int64_t bound = count < minimum ? minimum : maximum;
    const char* how = minimum == maximum ? "" : count < minimum ? "at least " : "at most ";
    return thread.raise(error, "%s expected %s%d argument%s, got %d", own_name.c_str(), how, bound,
                        bound == 1 ? "" : "s", count);
  }
  if (count > maximum) {
    return thread.raise(error, "%s() takes at most %d argument%s (%d given)", own_name.c_str(), maximum,
                        maximum == 1 ? "" : "s", count);
  }
  if (!parameters[given].named) {
    std::int64_t needed = 0;
    for (std::size_t i = self; i < parameters.size(); ++i)
      needed += !parameters[i].named && !parameters[i].optional;
    return thread.raise(error, "%s() takes at least %d positional argument%s (%d given)", own_name.c_str(),
                        needed, needed == 1 ? "" : "s", count);
  }
  return thread.raise(error, "%s() missing required argument '%s' (pos %d)", own_name.c_str(),
                      std::string(parameters[given].name).c_str(), static_cast<std::int64_t>(count + 1));
}

Result<Value> call_bound_by_name(ThreadState& thread, Native* native, const Arguments& arguments) {
  const std::vector<Parameter> parameters = parse_parameters(native->definition->parameters);
  if (arguments.count > native->maximum) return raise_native_count(thread, *native, arguments, parameters);
  RootedValues values(thread);
  values.values().resize(parameters.size());
  for (std::uint32_t i = 0; i < arguments.count; ++i) values[i] = arguments.values[i];
  const std::uint32_t keyword_count = arguments.keyword_count();
  for (std::uint32_t i = 0; i < keyword_count; ++i) {
    auto* keyword = arguments.keywords->items[i].as<Str>();
    const std::string name = keyword->utf8();
    std::size_t at = 0;
    while (at < parameters.size() && !(parameters[at].named && parameters[at].name == name)) ++at;
    if (at == parameters.size()) {
      bool any = false;
      for (const Parameter& parameter : parameters) any |= parameter.named && parameter.name != "self";
      if (!any) {
        return thread.raise(thread.types.TypeError, "%s() takes no keyword arguments",
                            native_name(*native).c_str());
      }
      return thread.raise(thread.types.TypeError, "'%S' is an invalid keyword argument for %s()", keyword,
                          short_name(*native, arguments).c_str());
    }
    if (values[at]) {
      return thread.raise(thread.types.TypeError, "argument for %s() given by name ('%S') and position (%d)",
                          native->definition->name, keyword, static_cast<std::int64_t>(at + 1));
    }
    values[at] = arguments.values[arguments.count + i];
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (values[i] || parameters[i].optional) continue;
    if (keyword_count == 0) return raise_native_count(thread, *native, arguments, parameters);
    return thread.raise(thread.types.TypeError, "%s() missing required argument '%s' (pos %d)",
                        native->definition->name, std::string(parameters[i].name).c_str(),
                        static_cast<std::int64_t>(i + 1 - (native->owner != nullptr ? 1 : 0)));
  }
  return native->definition->function(
      thread, Arguments{values.values().data(), static_cast<std::uint32_t>(values.size()), nullptr});
}

// What `__new__` of a built-in type makes has the memory of that type: the class must be it, or one below it.
Result<void> check_class(ThreadState& thread, const Type* makes, const Arguments& arguments) {
  auto* name = makes->name.load_as<Str>();
  if (arguments.count == 0) {
    return thread.raise(thread.types.TypeError, "%S.__new__(): not enough arguments", name);
  }
  if (!objects::has_kind(arguments[0], objects::kType)) {
    return thread.raise(thread.types.TypeError, "%S.__new__(X): X is not a type object (%T)", name,
                        arguments[0]);
  }
  const auto* type = arguments[0].as<Type>();
  if (type == makes || type->derives_from(makes)) [[likely]]
    return Done{};
  auto* other = type->name.load_as<Str>();
  return thread.raise(thread.types.TypeError, "%S.__new__(%S): %S is not a subtype of %S", name, other, other,
                      name);
}

// A method of a built-in type works on the memory of that type: nothing else may get in as its self.
Result<void> check_self(ThreadState& thread, const Native& native, const Arguments& arguments) {
  if (native.owner == nullptr) {
    return native.makes == nullptr ? Done{} : check_class(thread, native.makes, arguments);
  }
  const char* name = native.definition->name;
  auto* owner = native.owner->name.load_as<Str>();
  if (arguments.count == 0) {
    return thread.raise(thread.types.TypeError, "unbound method %S.%s() needs an argument", owner, name);
  }
  if (native.of_class) {
    if (objects::has_kind(arguments[0], objects::kType) &&
        arguments[0].as<Type>()->derives_from(native.owner)) {
      return Done{};
    }
    return thread.raise(thread.types.TypeError, "descriptor '%s' for type '%S' doesn't apply to type '%T'",
                        name, owner, arguments[0]);
  }
  if (instance_of(thread, arguments[0], native.owner)) [[likely]]
    return Done{};
  if (name[0] == '_' && name[1] == '_') {
    return thread.raise(thread.types.TypeError, "descriptor '%s' requires a '%S' object but received a '%T'",
                        name, owner, arguments[0]);
  }
  return thread.raise(thread.types.TypeError,
                      "descriptor '%s' for '%S' objects doesn't apply to a '%T' object", name, owner,
                      arguments[0]);
}

}  // namespace

Result<Value> call_native(ThreadState& thread, Native* native, const Arguments& arguments) {
  const Value self = native->self.load();
  if (self) [[unlikely]] {
    RootedValues values(thread);
    values.push_back(self);
    const std::uint32_t all = arguments.count + arguments.keyword_count();
    values.values().insert(values.values().end(), arguments.values, arguments.values + all);
    const Arguments with_self{values.values().data(), arguments.count + 1, arguments.keywords};
    if (with_self.keywords == nullptr && native->accepts(with_self.count)) {
      return native->definition->function(thread, with_self);
    }
    if (native->maximum == UINT32_MAX && with_self.count >= native->minimum) {
      return native->definition->function(thread, with_self);
    }
    return call_bound_by_name(thread, native, with_self);
  }
  MINIPY_TRY(check_self(thread, *native, arguments));
  if (arguments.keywords == nullptr && native->accepts(arguments.count)) [[likely]] {
    return native->definition->function(thread, arguments);
  }
  if (native->maximum == UINT32_MAX && arguments.count >= native->minimum) {
    return native->definition->function(thread, arguments);
  }
  return call_bound_by_name(thread, native, arguments);
}

}  // namespace minipy::vm
