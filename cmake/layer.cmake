# minipy_layer(<name> DIR <directory> LINKS <targets>...)
#
# One static library for one row of the layer table in docs/architecture.md. A layer without sources is an
# interface library, so that the layers above it can name it already.
function(minipy_layer name)
  cmake_parse_arguments(LAYER "" "DIR" "LINKS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${LAYER_DIR}/*.cpp)
  if(sources)
    add_library(${name} STATIC ${sources})
    target_link_libraries(${name} PUBLIC minipy_options ${LAYER_LINKS})
    target_include_directories(${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/include)
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE minipy_options ${LAYER_LINKS})
    target_include_directories(${name} INTERFACE ${CMAKE_CURRENT_SOURCE_DIR}/include)
  endif()
endfunction()
