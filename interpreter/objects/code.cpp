#include "interpreter/objects/code.hpp"

#include <algorithm>

#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/core_types.hpp"
#include "interpreter/objects/number.hpp"
#include "interpreter/objects/set.hpp"

namespace minipy::objects {

namespace {

Str* interned(Mutator& mutator, const std::string& text) {
  return mutator.intern_table.intern(mutator, text);
}

Tuple* interned_tuple(Mutator& mutator, const std::vector<std::string>& texts) {
  Tuple* tuple = Tuple::create_uninitialised(mutator, static_cast<std::int64_t>(texts.size()));
  for (std::size_t i = 0; i < texts.size(); ++i) tuple->items[i] = interned(mutator, texts[i]);
  return tuple;
}

Tuple* constant_tuple(Mutator& mutator, const std::vector<bytecode::Constant>& items) {
  Tuple* tuple = Tuple::create_uninitialised(mutator, static_cast<std::int64_t>(items.size()));
  for (std::size_t i = 0; i < items.size(); ++i) tuple->items[i] = make_constant(mutator, items[i]);
  return tuple;
}

struct ConstantMaker {
  Mutator& mutator;

  Value operator()(const bytecode::NoneConstant&) const { return Value::none(); }
  Value operator()(const bytecode::EllipsisConstant&) const { return Value::ellipsis(); }
  Value operator()(bool b) const { return Value::from_bool(b); }
  Value operator()(std::int64_t i) const { return make_int(mutator, i); }
  Value operator()(double d) const { return Value::from_double(d); }
  Value operator()(const bytecode::BigIntConstant& big) const {
    return make_int(mutator, big.digits, big.base);
  }
  Value operator()(const bytecode::ComplexConstant& c) const {
    return make_complex(mutator, c.real, c.imaginary);
  }
  Value operator()(const bytecode::StrConstant& text) const {
    return text.intern ? interned(mutator, text.utf8) : Str::create(mutator, text.utf8);
  }
  Value operator()(const bytecode::BytesConstant& bytes) const { return Bytes::create(mutator, bytes.bytes); }
  Value operator()(const bytecode::TupleConstant& tuple) const {
    return constant_tuple(mutator, tuple.items);
  }
  Value operator()(const bytecode::FrozenSetConstant& set) const {
    std::vector<Value> items;
    for (const auto& item : set.items) items.push_back(make_constant(mutator, item));
    // CPython makes it twice, the second time in the order of the first, and that is the order scripts see.
    return frozen(frozen(items)->snapshot(mutator));
  }
  Set* frozen(const std::vector<Value>& items) const {
    Set* made = Set::create(mutator, true);
    for (const Value item : items) {
      const auto added = made->add(mutator, item);
      MINIPY_CHECK(added.ok(), "constants hash without user code");
    }
    return made;
  }
};

void take_unit(Code* code, std::shared_ptr<bytecode::CodeUnit> unit) {
  code->owner = new std::shared_ptr<bytecode::CodeUnit>(std::move(unit));
  code->unit = code->owner->get();
  const auto& instructions = code->unit->instructions;
  code->instructions = new bytecode::Instruction[instructions.size()];
  std::copy(instructions.begin(), instructions.end(), code->instructions);
}

}  // namespace

Value make_constant(Mutator& mutator, const bytecode::Constant& constant) {
  return std::visit(ConstantMaker{mutator}, constant.value);
}

Code* Code::link(Mutator& mutator, std::shared_ptr<bytecode::CodeUnit> shared, Dict* globals,
                 Dict* builtins) {
  auto* code = mutator.allocate<Code>(kCode, mutator.types.code->root_shape.load().as_object());
  take_unit(code, std::move(shared));
  const bytecode::CodeUnit& unit = *code->unit;
  constexpr std::uint32_t kNotPlain = bytecode::kGenerator | bytecode::kCoroutine | bytecode::kAsyncGenerator;
  const bool plain = (unit.flags & bytecode::kSimpleParameters) != 0 && (unit.flags & kNotPlain) == 0;
  code->registers = unit.registers;
  code->plain_arguments = plain ? unit.positional : UINT32_MAX;

  const std::size_t count = unit.constants.size();
  code->constants = Tuple::create_uninitialised(mutator, static_cast<std::int64_t>(count));
  for (std::size_t i = 0; i < count; ++i) {
    code->constants->items[count - 1 - i] = make_constant(mutator, unit.constants[i]);
  }
  code->constants_end = code->constants->items + count;

  code->names = interned_tuple(mutator, unit.names);
  code->local_names = interned_tuple(mutator, unit.local_names);
  code->global_cells = Tuple::create_uninitialised(mutator, static_cast<std::int64_t>(unit.globals.size()));
  for (std::size_t i = 0; i < unit.globals.size(); ++i) {
    code->global_cells->items[i] = globals->cell_for(mutator, code->name_at(unit.globals[i]));
  }
  code->builtin_cells = Array::create(mutator, static_cast<std::int64_t>(unit.globals.size()));
  code->caches = Array::create(mutator, static_cast<std::int64_t>(unit.sites.size()));
  code->globals = globals;
  code->builtins = builtins;
  code->name = interned(mutator, unit.name);
  code->qualname = interned(mutator, unit.qualname);
  code->nested = Tuple::create_uninitialised(mutator, static_cast<std::int64_t>(unit.nested.size()));
  for (std::size_t i = 0; i < unit.nested.size(); ++i) {
    code->nested->items[i] = link(mutator, unit.nested[i], globals, builtins);
  }
  return code;
}

}  // namespace minipy::objects
