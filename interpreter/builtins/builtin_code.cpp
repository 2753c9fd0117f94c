// eval, exec, compile, __import__: source text at run time.
#include <algorithm>

#include "interpreter/builtins/builtin_support.hpp"
#include "interpreter/builtins/bytes_support.hpp"
#include "interpreter/builtins/function_support.hpp"
#include "interpreter/objects/bytes.hpp"
#include "interpreter/vm/source_encoding.hpp"

namespace minipy::builtins {

using objects::Code;
using objects::Dict;

namespace {

constexpr const char* kFile = "<string>";  // what eval and exec are given

struct Namespaces {
  Dict* globals;
  Value locals;
};

// The namespaces that eval and exec work in: given ones, or the caller's.
Result<Namespaces> namespaces(ThreadState& thread, Value globals, Value locals, const char* function) {
  const bool no_globals = !globals || globals.is_none();
  const bool no_locals = !locals || locals.is_none();
  if (!no_globals && !objects::is_dict(globals)) {
    if (function[1] == 'v') {
      return thread.raise(thread.types.TypeError, "globals must be a dict");
    }
    return thread.raise(thread.types.TypeError, "exec() globals must be a dict, not %T", globals);
  }
  if (!no_locals && !vm::find_special(thread, locals, vm::Special::kGetItem)) {
    if (function[1] == 'v') return thread.raise(thread.types.TypeError, "locals must be a mapping");
    return thread.raise(thread.types.TypeError, "locals must be a mapping or None, not %T", locals);
  }
  Namespaces result{};
  if (no_globals) {
    if (thread.frame == nullptr)
      return thread.raise(thread.types.SystemError, "globals and locals cannot be NULL");
    result.globals = thread.frame->code->globals;
    result.locals = no_locals ? frame_locals(thread, *thread.frame) : locals;
  } else {
    result.globals = globals.as<Dict>();
    result.locals = no_locals ? globals : locals;
  }
  if (!result.globals->get_str(thread.names.dunder_builtins)) {
    // Who has no builtins to give hands on none either.
    result.globals->set_str(
        thread, thread.names.dunder_builtins,
        Value(thread.frame != nullptr ? thread.frame->code->builtins : thread.interpreter.builtins));
  }
  return result;
}

Result<std::string> source_text(ThreadState& thread, Value source, const std::string& file,
                                const char* function, const char* accepted) {
  std::string text;
  if (objects::is_str(source)) {
    text = source.as<Str>()->utf8();
  } else if (const auto bytes = bytes_like(thread, source)) {
    text = MINIPY_TRY(vm::decode_source(thread, file, *bytes));
  } else {
    return thread.raise(thread.types.TypeError, "%s() arg 1 must be a %s", function, accepted);
  }
  if (text.find('\0') != std::string::npos) {
    return thread.raise(thread.types.ValueError, "source code string cannot contain null bytes");
  }
  return text;
}

// Code that a script compiled is linked to its own module: here it shall see other globals.
Code* relink(ThreadState& thread, Code* code, Dict* globals) {
  Dict* builtins = vm::builtins_of(thread, globals);
  if (code->globals == globals && code->builtins == builtins) return code;
  return Code::link(thread, *code->owner, globals, builtins);
}

Result<Value> run(ThreadState& thread, Code* code, const Namespaces& spaces) {
  const bool uses_namespace = (code->unit->flags & bytecode::kUsesNamespace) != 0;
  return vm::run_code(thread, code, uses_namespace ? spaces.locals : Value{});
}

Result<Value> builtin_eval(ThreadState& thread, const Arguments& arguments) {
  const Namespaces spaces = MINIPY_TRY(namespaces(thread, arguments.get(1), arguments.get(2), "eval"));
  if (objects::has_kind(arguments[0], objects::kCode)) {
    auto* code = arguments[0].as<Code>();
    if (!code->unit->free_names.empty()) {
      return thread.raise(thread.types.TypeError,
                          "code object passed to eval() may not contain free variables");
    }
    return run(thread, relink(thread, code, spaces.globals), spaces);
  }
  std::string text =
      MINIPY_TRY(source_text(thread, arguments[0], kFile, "eval", "string, bytes or code object"));
  text.erase(0, std::min(text.find_first_not_of(" \t"), text.size()));
  Code* code =
      MINIPY_TRY(vm::compile_source(thread, kFile, std::move(text), vm::CompileMode::kEval, spaces.globals));
  return run(thread, code, spaces);
}

Result<Value> builtin_exec(ThreadState& thread, const Arguments& arguments) {
  const Namespaces spaces = MINIPY_TRY(namespaces(thread, arguments.get(1), arguments.get(2), "exec"));
  Code* code = nullptr;
  if (objects::has_kind(arguments[0], objects::kCode)) {
    code = arguments[0].as<Code>();
    if (!code->unit->free_names.empty()) {
      return thread.raise(thread.types.TypeError,
                          "code object passed to exec() may not contain free variables");
    }
    code = relink(thread, code, spaces.globals);
  } else {
    std::string text =
        MINIPY_TRY(source_text(thread, arguments[0], kFile, "exec", "string, bytes or code object"));
    // Where both namespaces are one, names are globals, which are read through their cells.
    const bool one = spaces.locals == Value(spaces.globals);
    code = MINIPY_TRY(vm::compile_source(thread, kFile, std::move(text),
                                         one ? vm::CompileMode::kModule : vm::CompileMode::kExec,
                                         spaces.globals));
  }
  static_cast<void>(MINIPY_TRY(run(thread, code, spaces)));
  return Value::none();
}

Result<Value> builtin_compile(ThreadState& thread, const Arguments& arguments) {
  if (objects::has_kind(arguments[0], objects::kCode)) return arguments[0];
  if (!objects::is_str(arguments[1]) && !objects::is_bytes(arguments[1])) {
    return thread.raise(thread.types.TypeError, "expected str, bytes or os.PathLike object, not %T",
                        arguments[1]);
  }
  const std::string file = objects::is_str(arguments[1])
                               ? arguments[1].as<Str>()->utf8()
                               : std::string(arguments[1].as<objects::Bytes>()->view());
  const std::string text =
      MINIPY_TRY(source_text(thread, arguments[0], file, "compile", "string, bytes or AST object"));
  if (!objects::is_str(arguments[2])) {
    return thread.raise(thread.types.TypeError, "compile() argument 'mode' must be str, not %T",
                        arguments[2]);
  }
  const std::string mode = arguments[2].as<Str>()->utf8();
  if (mode != "exec" && mode != "eval" && mode != "single") {
    return thread.raise(thread.types.ValueError, "compile() mode must be 'exec', 'eval' or 'single'");
  }
  constexpr std::int64_t kOnlyTree = 0x400;  // ast.PyCF_ONLY_AST
  if (arguments.get(3) && (MINIPY_TRY(vm::index_int64(thread, arguments[3])) & kOnlyTree) != 0) {
    return thread.raise(thread.types.NotImplementedError,
                        "compile(): the syntax tree (ast) is not supported");
  }
  Dict* globals = thread.frame != nullptr ? thread.frame->code->globals : Dict::create(thread);
  const vm::CompileMode compile_mode = mode == "eval"     ? vm::CompileMode::kEval
                                       : mode == "single" ? vm::CompileMode::kSingle
                                                          : vm::CompileMode::kExec;
  return Value(MINIPY_TRY(vm::compile_source(thread, file, text, compile_mode, globals)));
}

Result<Value> builtin_import(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_str(arguments[0])) {
    return thread.raise(thread.types.TypeError, "__import__() argument 1 must be str, not %T", arguments[0]);
  }
  const Value given = arguments.get(1);
  Dict* globals = given && objects::is_dict(given) ? given.as<Dict>()
                  : thread.frame != nullptr        ? thread.frame->code->globals
                                                   : thread.interpreter.builtins;
  const Value level = arguments.get(4);
  const std::int64_t depth = level ? MINIPY_TRY(vm::index_int64(thread, level)) : 0;
  if (depth < 0) return thread.raise(thread.types.ValueError, "level must be >= 0");
  const Value list = arguments.get(3);
  return vm::import_by_name(thread, globals, arguments[0].as<Str>(), list ? list : Value::none(), depth);
}

constexpr NativeDefinition kFunctions[] = {
    {"eval", builtin_eval, "source, globals=, locals=, /",
     "Evaluate the given source in the context of globals and locals."},
    {"exec", builtin_exec, "source, globals=, locals=, /",
     "Execute the given source in the context of globals and locals."},
    {"compile", builtin_compile,
     "source, filename, mode, flags=, dont_inherit=, optimize=, *, _feature_version=",
     "Compile source into a code object that can be executed by exec() or eval()."},
    {"__import__", builtin_import, "name, globals=, locals=, fromlist=, level=", "Import a module."},
};

}  // namespace

std::span<const NativeDefinition> code_functions() { return kFunctions; }

}  // namespace minipy::builtins
