// Part of the build: reads the files of analyzers/lexicon, which are compiled into this program, and writes
// the tables that are compiled into the library. So a command that starts reads no list.
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>

#include "analyzers/data.hpp"

namespace {

void write(const std::string& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) throw std::runtime_error(path + ": cannot be written");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: cote_compile_data FOLDER\n";
    return EXIT_FAILURE;
  }
  try {
    const std::string folder = argv[1];
    write(folder + "/inflection_tables.bin", cote::data::inflection_tables());
    write(folder + "/lexicon_tables.bin", cote::data::lexicon_tables());
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
