# cote_embed(<target> <NAME> <file>): the bytes of a data file become cote::data::NAME(), a std::string_view. The assembler
# includes the file as it is: no limit on its size, no escaping. Aligned, for files that hold numbers (analyzers/flat.hpp).
enable_language(ASM)
function(cote_embed target name file)
  get_filename_component(path ${file} ABSOLUTE)
  set(assembly ${CMAKE_CURRENT_BINARY_DIR}/data_${name}.S)
  set(source ${CMAKE_CURRENT_BINARY_DIR}/data_${name}.cpp)
  file(CONFIGURE OUTPUT ${assembly} CONTENT [[
.section .rodata
.balign 16
.global cote_data_@name@_begin
.global cote_data_@name@_end
cote_data_@name@_begin:
.incbin "@path@"
cote_data_@name@_end:
.byte 0
.section .note.GNU-stack,"",%progbits
]] @ONLY)
  file(CONFIGURE OUTPUT ${source} CONTENT [[
#include <string_view>
extern "C" {
extern const char cote_data_@name@_begin[];
extern const char cote_data_@name@_end[];
}
namespace cote::data {
std::string_view @name@() {
  return {cote_data_@name@_begin, static_cast<std::string_view::size_type>(cote_data_@name@_end - cote_data_@name@_begin)};
}
}  // namespace cote::data
]] @ONLY)
  set_source_files_properties(${assembly} PROPERTIES OBJECT_DEPENDS ${path})
  target_sources(${target} PRIVATE ${assembly} ${source})
endfunction()
