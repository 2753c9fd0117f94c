#pragma once

namespace minipy::syntax {

/// Whether an identifier may begin with `point` (XID_Start, or `_`).
bool is_identifier_start(char32_t point);

/// Whether an identifier may go on with `point` (XID_Continue).
bool is_identifier_continue(char32_t point);

/// Whether `repr` shows `point` as it is (`str.isprintable`).
bool is_printable(char32_t point);

}  // namespace minipy::syntax
