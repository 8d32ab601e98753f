# cote_target(<library>): what all our targets share. Warnings are errors in our own builds only (COTE_DEVELOPER).
function(cote_target target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
  if(COTE_DEVELOPER)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
      # g++ 12 sees overlapping copies in "x" + std::string at -O3, where there are none (GCC bug 105651).
      target_compile_options(${target} PRIVATE -Wno-restrict)
    endif()
  endif()
  if(COTE_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${COTE_SANITIZE} -fno-sanitize-recover=all
                           -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=${COTE_SANITIZE})
  endif()
  if(COTE_BUILD_FUZZERS)
    # Coverage of the code under test is what libFuzzer steers by; only the targets themselves link its main.
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
  # Internal headers are included from the project's root: #include "corpus/extract.hpp".
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR})
endfunction()

# cote_library(<name> <sources>...): the static library cote_<name>, cote::<name> in the tree and installed.
function(cote_library name)
  add_library(cote_${name} STATIC ${ARGN})
  add_library(cote::${name} ALIAS cote_${name})
  set_target_properties(cote_${name} PROPERTIES EXPORT_NAME ${name})
  target_include_directories(cote_${name} PUBLIC $<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include>
                             $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  cote_target(cote_${name})
endfunction()
