# What every minipy target is compiled and linked with.

add_library(minipy_options INTERFACE)
target_include_directories(minipy_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(minipy_options INTERFACE
  -Wall -Wextra -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
  -fno-plt
  $<$<NOT:$<CONFIG:Release>>:-fno-omit-frame-pointer>)
target_link_libraries(minipy_options INTERFACE Threads::Threads)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # A pointer that comes out of a Value may look to the link-time optimizer like a small constant address, of which
  # GCC thinks that nothing lies there (-Wstringop-overflow).
  target_compile_options(minipy_options INTERFACE --param=min-pagesize=0)
  target_link_options(minipy_options INTERFACE --param=min-pagesize=0)
endif()
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  # The GUARDED_BY family of interpreter/base/thread_annotations.hpp is checked by Clang only.
  target_compile_options(minipy_options INTERFACE
    -Wthread-safety -Wno-gnu-label-as-value -Wno-unknown-warning-option)
endif()
if(MINIPY_WERROR)
  target_compile_options(minipy_options INTERFACE -Werror)
endif()
if(MINIPY_SANITIZE)
  target_compile_options(minipy_options INTERFACE -fsanitize=${MINIPY_SANITIZE})
  target_link_options(minipy_options INTERFACE -fsanitize=${MINIPY_SANITIZE})
  if(MINIPY_SANITIZE MATCHES "undefined")
    target_compile_options(minipy_options INTERFACE -fno-sanitize-recover=undefined)
  endif()
endif()
