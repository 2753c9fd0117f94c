#pragma once

#include <string_view>

namespace minipy::syntax {

// Python's grammar as CPython 3.11 tries it when a program is wrong: the ordered choices of its parsing
// expression grammar, and the `invalid_...` rules, which match common mistakes and say what to report. Read
// by `PegGrammar`:
//
//   name memo:  | items | items       ordered alternatives; `memo` results are kept, `left` recursion allowed
//   'if' "case" NAME rule (...)       a token, a word that is a keyword only here, a rule, a group
//   [x]  x*  x+  s.x+  &x  !x         optional, repeated, separated, followed by, not followed by
//   &&':'                             must come here: an error at once when it does not
//   ~                                 no other alternative any more
//   a=x  ^x                           names x for the report; x is what the alternative stands for
//   => call                           what the alternative stands for, as it is called in messages
//   {at a "message"}                  what to report; %s is what `a` is called, %t its text

/// Statements and patterns.
std::string_view module_rules();

/// Expressions, arguments and targets.
std::string_view expression_rules();

/// Mistakes.
std::string_view mistake_rules();

}  // namespace minipy::syntax
