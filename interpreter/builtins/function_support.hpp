#pragma once

#include "interpreter/builtins/registry.hpp"

namespace minipy::builtins {

/// The frame as an object (`sys._getframe`, `tb_frame`): what is known of it now, its callers included.
Value make_frame_object(ThreadState& thread, const vm::Frame* frame);
/// Where every thread is (`sys._current_frames`): the innermost frame of each by the thread's id, newest
/// thread first, as of one moment. Stops the world for that.
Value current_frames(ThreadState& thread);
/// The variables of a frame as a dict: what locals() gives. The namespace itself of modules and class bodies.
Value frame_locals(ThreadState& thread, const vm::Frame& frame);
/// The line that a frame is at.
std::uint32_t frame_line(const vm::Frame& frame);

/// `__get__` of functions of every kind, and `__call__` of what is called directly anyway.
Result<Value> bind_as_method(ThreadState& thread, const Arguments& arguments);
Result<Value> call_itself(ThreadState& thread, const Arguments& arguments);

void install_native_types(ThreadState& thread);
void install_module_type(ThreadState& thread);
void install_code_types(ThreadState& thread);  // code, traceback
void install_generator(ThreadState& thread);

}  // namespace minipy::builtins
