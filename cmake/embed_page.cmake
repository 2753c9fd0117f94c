# minipy_embed_page(<target> <directory>)
#
# Compiles the page of the report into <target> as text: page.html, page.css, the scripts, one after the other in
# the order below, and Chart.js from the distribution. runtime/report/embedded_page.hpp tells how to get at them.
function(minipy_embed_page target directory)
  find_file(MINIPY_CHART_JS NAMES chart.min.js Chart.min.js
            PATHS /usr/share/javascript/chart.js /usr/share/nodejs/chart.js/dist NO_DEFAULT_PATH)
  if(NOT MINIPY_CHART_JS)
    message(FATAL_ERROR "Chart.js is missing: install libjs-chart.js")
  endif()
  set(scripts)
  foreach(name format decode numbers palette timeline_view timeline words timeline_input charts lines tiles main)
    list(APPEND scripts ${directory}/${name}.js)
  endforeach()
  set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded_page.cpp)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DDIRECTORY=${directory} -DCHARTS=${MINIPY_CHART_JS} "-DSCRIPTS=${scripts}"
            -DOUTPUT=${output} -P ${CMAKE_SOURCE_DIR}/cmake/write_embedded_page.cmake
    DEPENDS ${scripts} ${directory}/page.html ${directory}/page.css ${MINIPY_CHART_JS}
            ${CMAKE_SOURCE_DIR}/cmake/write_embedded_page.cmake
    COMMENT "Embedding the page of the report"
    VERBATIM)
  target_sources(${target} PRIVATE ${output})
endfunction()
