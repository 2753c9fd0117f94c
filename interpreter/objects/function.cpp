#include "interpreter/objects/function.hpp"

#include "interpreter/objects/core_types.hpp"
#include "interpreter/objects/exception.hpp"
#include "interpreter/objects/names.hpp"

namespace minipy::objects {

namespace {

Object* root(const Type* type) { return type->root_shape.load().as_object(); }

}  // namespace

Function* Function::create(Mutator& mutator, Code* code) {
  auto* function = create_instance<Function>(mutator, mutator.types.function, kFunction);
  function->code.store(code);
  function->name.store(code->name);
  function->qualname.store(code->qualname);
  function->module.store(code->globals->get_str(mutator.names.dunder_name));
  return function;
}

BoundMethod* BoundMethod::create(Mutator& mutator, Value function, Value self) {
  auto* method = mutator.allocate<BoundMethod>(kBoundMethod, root(mutator.types.method));
  method->function.store(function);
  method->self.store(self);
  return method;
}

Module* Module::create(Mutator& mutator, Str* name) {
  auto* module = create_instance<Module>(mutator, mutator.types.module, kModule);
  Dict* space = Dict::create(mutator);
  module->dict.store(space);
  space->set_str(mutator, mutator.names.dunder_name, name);
  space->set_str(mutator, mutator.names.dunder_doc, Value::none());
  return module;
}

Generator* Generator::create(Mutator& mutator, Function* function, Code* code) {
  const std::uint32_t registers = code->unit->registers;
  Kind kind = kGenerator;
  const Type* type = mutator.types.generator;
  if ((code->unit->flags & bytecode::kCoroutine) != 0) {
    kind = kCoroutine;
    type = mutator.types.coroutine;
  } else if ((code->unit->flags & bytecode::kAsyncGenerator) != 0) {
    kind = kAsyncGenerator;
    type = mutator.types.async_generator;
  }
  auto* generator =
      mutator.allocate<Generator>(kind, root(type), sizeof(Generator) + sizeof(Value) * registers);
  generator->state.store(kCreated, std::memory_order_relaxed);
  generator->code.store(code);
  generator->function.store(function);
  generator->name.store(function != nullptr ? function->name.load() : Value(code->name));
  generator->qualname.store(function != nullptr ? function->qualname.load() : Value(code->qualname));
  generator->register_count = registers;
  return generator;
}

Exception* Exception::create(Mutator& mutator, Type* type, Tuple* args) {
  auto* exception = create_instance<Exception>(mutator, type, kException);
  exception->args.store(args);
  return exception;
}

Traceback* Traceback::create(Mutator& mutator, Value next, Code* code, std::uint32_t instruction) {
  auto* traceback = mutator.allocate<Traceback>(kTraceback, root(mutator.types.traceback));
  traceback->next.store(next);
  traceback->code = code;
  traceback->instruction = instruction;
  return traceback;
}

}  // namespace minipy::objects
