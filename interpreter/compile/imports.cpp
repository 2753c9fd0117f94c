#include "interpreter/compile/fold.hpp"
#include "interpreter/compile/unit_compiler.hpp"

namespace minipy::compile {

using namespace syntax;  // the nodes of the tree

void UnitCompiler::import_name(std::string_view module, bytecode::Constant names, std::uint32_t level,
                               int dst) {
  const Temporaries temporaries(*this);
  const int operands = new_temporaries(2);
  load_constant(names, operands);
  load_constant({static_cast<std::int64_t>(level)}, operands + 1);
  emit(Opcode::kImportName, dst, builder_.name(module), operands);
}

void UnitCompiler::import(const Import* node) {
  for (const Alias* alias : node->names) {
    const Temporaries temporaries(*this);
    const int module = new_temporary();
    import_name(mangle(alias->name), {bytecode::NoneConstant{}}, 0, module);
    const std::size_t dot = alias->name.find('.');
    if (alias->asname.empty()) {
      store_name(alias->name.substr(0, dot), module);
      continue;
    }
    // import a.b.c as m: what came back is a.
    std::string_view rest = dot == std::string_view::npos ? "" : alias->name.substr(dot + 1);
    while (!rest.empty()) {
      const std::size_t next = rest.find('.');
      emit(Opcode::kImportFrom, module, module, builder_.name(rest.substr(0, next)));
      rest = next == std::string_view::npos ? "" : rest.substr(next + 1);
    }
    store_name(alias->asname, module);
  }
}

void UnitCompiler::import_from(const ImportFrom* node) {
  if (node->level == 0 && node->module == "__future__" && node->span.line > shared_.last_future_line) {
    return fail("from __future__ imports must occur at the beginning of the file", node->span);
  }
  bytecode::TupleConstant names;
  for (const Alias* alias : node->names) names.items.push_back(text_constant(alias->name));
  const int module = new_temporary();
  import_name(mangle(node->module), {std::move(names)}, node->level, module);
  for (const Alias* alias : node->names) {
    if (alias->name == "*") return emit(Opcode::kImportStar, module);
    const Temporaries temporaries(*this);
    const std::string_view stored = alias->asname.empty() ? alias->name : alias->asname;
    const int variable = local_register(stored);
    const int value = variable >= 0 ? variable : new_temporary();
    emit(Opcode::kImportFrom, value, module, builder_.name(mangle(alias->name)));
    store_name(stored, value);
  }
}

}  // namespace minipy::compile
