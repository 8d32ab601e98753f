// The one error rule of the library.
//
// Absence is std::optional. What a person typed gives a value plus warnings. What the environment or a file
// did is an exception from this header, whose text (French, for people) says what, where, and what to do. A
// caller's bug is an assert. Exceptions of other libraries are translated where they are called and never
// escape.
#pragma once

#include <stdexcept>
#include <string>

namespace cote {

/// Root of all exceptions that leave the library.
struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The index cannot be opened, is locked, damaged, or was made by other analyzers or another format version.
struct IndexError : Error {
  using Error::Error;
};

/// A file cannot be read as what it is said to be; the text names the file and, where there is one, the line.
struct CorpusError : Error {
  using Error::Error;
};

/// A value that the caller passed on from a user is none of the known ones; the text lists those.
struct UsageError : Error {
  using Error::Error;
};

}  // namespace cote
