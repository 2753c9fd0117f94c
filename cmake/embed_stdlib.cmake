# minipy_embed_stdlib(<target> <directory>)
#
# Compiles every .py file under <directory> into <target> as text. `a/b.py` is module `a.b`, and
# `a/__init__.py` is package `a`. runtime/modules/embedded_stdlib.hpp tells how to look one up.
function(minipy_embed_stdlib target directory)
  file(GLOB_RECURSE scripts CONFIGURE_DEPENDS ${directory}/*.py)
  set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded_stdlib.cpp)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DDIRECTORY=${directory} -DOUTPUT=${output}
            -P ${CMAKE_SOURCE_DIR}/cmake/write_embedded_stdlib.cmake
    DEPENDS ${scripts} ${CMAKE_SOURCE_DIR}/cmake/write_embedded_stdlib.cmake
    COMMENT "Embedding the Python part of the standard library"
    VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
