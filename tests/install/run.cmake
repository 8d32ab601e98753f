# cmake -DBUILD=<build folder> -DSOURCE=<source root> -P run.cmake: installs the build into a folder of its own, configures and
# builds the consumer against it, and runs it.
set(work ${BUILD}/install-test)
file(REMOVE_RECURSE ${work})
foreach(step IN ITEMS
    "${CMAKE_COMMAND};--install;${BUILD};--prefix;${work}/prefix"
    "${CMAKE_COMMAND};-S;${SOURCE}/tests/install;-B;${work}/build;-DCMAKE_PREFIX_PATH=${work}/prefix"
    "${CMAKE_COMMAND};--build;${work}/build"
    "${work}/build/consumer;${work}/index")
  execute_process(COMMAND ${step} OUTPUT_VARIABLE out ERROR_VARIABLE err RESULT_VARIABLE code)
  if(NOT code EQUAL 0)
    message(FATAL_ERROR "${step}\n${out}\n${err}")
  endif()
endforeach()
if(NOT out STREQUAL "Rapport sur le Soudan du Sud, par. 1: L’O.N.U. y a déployé une mission, la MINUSS.\n")
  message(FATAL_ERROR "the consumer printed: ${out}")
endif()
file(REMOVE_RECURSE ${work})
