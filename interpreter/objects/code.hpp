#pragma once

#include <memory>

#include "interpreter/bytecode/code_unit.hpp"
#include "interpreter/objects/array.hpp"
#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/tuple.hpp"

namespace minipy::objects {

/// A code unit linked to a namespace: its constants made values, its globals bound to cells. Immutable, but
/// for the inline caches, whose entries are replaced and never edited, and the opcodes that go with them.
struct Code : Object {
  std::shared_ptr<bytecode::CodeUnit>* owner;  ///< keeps the unit alive; freed with this object
  bytecode::CodeUnit* unit;
  bytecode::Instruction* instructions;  ///< its own copy, which specialises itself by what its caches hold
  const Value* constants_end;           ///< constant n is constants_end[~n]: rk operands index it as they are
  Tuple* constants;                     ///< last one first
  Tuple* names;                         ///< interned Str
  Tuple* local_names;                   ///< interned Str; parameters first
  Tuple* global_cells;                  ///< Cell of each global in `globals`
  Array* builtin_cells;                 ///< Cell of the built-in of that name once it was found, or empty
  Array* caches;                        ///< CacheEntry of each attribute site, or empty
  Tuple* nested;                        ///< Code
  Dict* globals;
  Dict* builtins;
  Str* name;
  Str* qualname;
  /// How many positional arguments make a call whose arguments may stay where they lie; UINT32_MAX when the
  /// code has other parameters than positional ones, or is a generator's.
  std::uint32_t plain_arguments;
  std::uint32_t registers;  ///< as in the unit

  Cell* global_cell(std::uint32_t index) const { return global_cells->items[index].as<Cell>(); }
  Str* name_at(std::uint32_t index) const { return names->items[index].as<Str>(); }
  /// Where the instruction `pc` stands.
  const base::Span& span_at(const bytecode::Instruction* pc) const {
    return unit->spans[static_cast<std::size_t>(pc - instructions)];
  }

  /// Links `unit` (and all units nested in it) to a namespace.
  static Code* link(Mutator& mutator, std::shared_ptr<bytecode::CodeUnit> unit, Dict* globals,
                    Dict* builtins);
};

/// The value of a constant.
Value make_constant(Mutator& mutator, const bytecode::Constant& constant);

}  // namespace minipy::objects
