# minipy_compiler_fingerprint(<target>)
#
# Gives <target> the header interpreter/bytecode/compiler_fingerprint.hpp: a hash over everything that decides
# what bytecode a source text becomes. A cache written under another hash is not read.
function(minipy_compiler_fingerprint target)
  set(root ${CMAKE_SOURCE_DIR}/interpreter)
  file(GLOB files CONFIGURE_DEPENDS ${root}/base/*.?pp ${root}/syntax/*.?pp ${root}/compile/*.?pp ${root}/bytecode/*.?pp
       ${root}/bytecode/*.def)
  set(output ${CMAKE_BINARY_DIR}/generated/interpreter/bytecode/compiler_fingerprint.hpp)
  set(list ${CMAKE_BINARY_DIR}/generated/compiler_sources.txt)
  list(SORT files)
  file(CONFIGURE OUTPUT ${list} CONTENT "${files}")
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DLIST=${list} -DOUTPUT=${output}
            -P ${CMAKE_SOURCE_DIR}/cmake/write_compiler_fingerprint.cmake
    DEPENDS ${files} ${list} ${CMAKE_SOURCE_DIR}/cmake/write_compiler_fingerprint.cmake
    COMMENT "Hashing the compiler"
    VERBATIM)
  target_sources(${target} PRIVATE ${output})
  target_include_directories(${target} PRIVATE ${CMAKE_BINARY_DIR}/generated)
endfunction()
