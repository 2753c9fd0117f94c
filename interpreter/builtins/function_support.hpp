#pragma once

#include "interpreter/builtins/registry.hpp"

namespace minipy::builtins {

/// The frame as an object (`sys._getframe`, `tb_frame`): what is known of it now, its callers included.
Value make_frame_object(ThreadState& thread, const vm::Frame* frame);
/// The variables of a frame as a dict: what locals() gives. The namespace itself of modules and class bodies.
Value frame_locals(ThreadState& thread, const vm::Frame& frame);
/// The line that a frame is at.
std::uint32_t frame_line(const vm::Frame& frame);

void install_code_types(ThreadState& thread);   // code, traceback
void install_generator(ThreadState& thread);

}  // namespace minipy::builtins
